package dev.parley.platform.http;

import java.time.Duration;

/** A moment by which several calls together must be done. */
public final class Deadline {
    private final long endsAtNanos;

    private Deadline(long endsAtNanos) {
        this.endsAtNanos = endsAtNanos;
    }

    public static Deadline in(Duration span) {
        return new Deadline(System.nanoTime() + span.toNanos());
    }

    /** What is left; never less than a millisecond, so that a late call fails as a call rather than as an argument. */
    public Duration left() {
        return Duration.ofNanos(Math.max(endsAtNanos - System.nanoTime(), 1_000_000));
    }
}
