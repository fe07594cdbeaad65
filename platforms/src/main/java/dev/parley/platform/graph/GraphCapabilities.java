package dev.parley.platform.graph;

import dev.parley.platform.Ability;
import dev.parley.platform.Capabilities;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What every network on the Graph API can do; each adds its own. */
public final class GraphCapabilities {
    private static final long MEGABYTE = 1024 * 1024;
    private static final Set<Ability> COMMON = Set.of(
            Ability.ATTACHMENTS,
            Ability.REACTIONS,
            Ability.RECEIPTS,
            Ability.PRIVATE_REPLIES,
            Ability.REFERRALS,
            Ability.INTERACTIVE,
            Ability.TAG,
            Ability.WINDOW,
            Ability.COMMENTS);

    private GraphCapabilities() {}

    public static Capabilities with(
            String displayName, Ability own, Capabilities.TextLimit textLimit, double textsPerSecond) {
        EnumSet<Ability> abilities = EnumSet.copyOf(COMMON);
        abilities.add(own);
        return new Capabilities(
                displayName,
                Set.copyOf(abilities),
                List.of(textLimit),
                Map.of("image", 8 * MEGABYTE, "video", 25 * MEGABYTE, "audio", 25 * MEGABYTE, "file", 25 * MEGABYTE),
                new Capabilities.Rates(textsPerSecond, textsPerSecond),
                "webhook");
    }
}
