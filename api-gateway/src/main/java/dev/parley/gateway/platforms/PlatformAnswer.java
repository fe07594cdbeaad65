package dev.parley.gateway.platforms;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.parley.platform.Ability;
import dev.parley.platform.Capabilities;
import dev.parley.platform.Platform;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A network as {@code GET /api/platforms} shows it.
 *
 * @param abilities what it can do beyond plain text
 * @param media largest size in bytes per attachment type
 * @param inbound {@code webhook} or {@code poll}
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record PlatformAnswer(
        String name,
        String displayName,
        List<String> abilities,
        List<Limit> textLimits,
        Map<String, Long> media,
        String inbound) {

    /** @param unit {@code characters}, {@code bytes} or {@code graphemes} */
    public record Limit(int max, String unit) {}

    static PlatformAnswer of(Platform platform) {
        Capabilities can = platform.capabilities();
        return new PlatformAnswer(
                platform.name(),
                can.displayName(),
                can.abilities().stream().map(Ability::wireName).sorted().toList(),
                can.textLimits().stream()
                        .map(limit -> new Limit(limit.max(), limit.unit().wireName()))
                        .toList(),
                new TreeMap<>(can.media()),
                can.inbound());
    }
}
