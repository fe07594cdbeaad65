package dev.parley.platform;

import java.time.Duration;
import java.time.Instant;

/**
 * Times as platforms tell them. One that lies before there was any of these platforms, or in the future, is no time: what
 * it was about counts as having happened when it was received.
 */
public final class PlatformTime {
    private static final Instant EARLIEST = Instant.parse("2005-01-01T00:00:00Z");
    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

    private PlatformTime() {}

    /** Whether it can be true. */
    public static boolean isPossible(Instant time) {
        return !time.isBefore(EARLIEST) && time.isBefore(Instant.now().plus(CLOCKS_DIFFER));
    }
}
