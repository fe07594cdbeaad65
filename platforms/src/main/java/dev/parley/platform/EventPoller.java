package dev.parley.platform;

import dev.parley.inbound.InboundEvent;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A platform that must be asked what happened. The poller is the only caller. */
public interface EventPoller {
    /**
     * Reads one page. Called again with the new cursor until {@code more} is false. Must not write anything.
     *
     * @param cursor where the last page ended; null asks for "from now on"
     */
    Uni<PollOutcome> poll(Profile profile, @Nullable String cursor, Duration deadline);

    /** Whose request budget a poll uses: the host that is asked, where a platform has several. No network, no database. */
    default String host(Profile profile) {
        return profile.platform();
    }

    /** How a poll ended. */
    sealed interface PollOutcome {
        /** @param cursor where to go on; never null, so that a cursor is never forgotten */
        record Page(List<InboundEvent> events, String cursor, boolean more) implements PollOutcome {}

        /** @param after how long the platform asks to wait; null leaves it to the schedule */
        record Later(@Nullable Duration after, PlatformError error) implements PollOutcome {}

        record Disconnected(PlatformError error) implements PollOutcome {}
    }
}
