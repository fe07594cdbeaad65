package dev.parley.wire;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.parley.json.MillisecondTime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a free-form message may be sent now. Advice only: the platform judges.
 *
 * @param humanAgentUntil until when {@code tag: HUMAN_AGENT} may still be used
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record MessagingWindow(
        boolean open,
        @MillisecondTime @Nullable Instant closesAt,
        @MillisecondTime @Nullable Instant humanAgentUntil) {
    private static final Duration FREE_FORM = Duration.ofHours(24);
    private static final Duration HUMAN_AGENT = Duration.ofDays(7);

    /** The window of a chat that was last opened then; never opened when null. */
    public static MessagingWindow openedAt(@Nullable Instant opened, Instant now) {
        if (opened == null) {
            return new MessagingWindow(false, null, null);
        }
        Instant closes = opened.plus(FREE_FORM);
        return new MessagingWindow(now.isBefore(closes), closes, opened.plus(HUMAN_AGENT));
    }
}
