package dev.parley.benchmarks.stage;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Brings moments that another process noted in wall time onto this process's {@link System#nanoTime}. */
public final class Clock {
    private static final long OFFSET = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - System.nanoTime();

    private Clock() {}

    /** The moment's nanoTime. Moments noted to the millisecond are rounded up, so that no latency is flattered. */
    public static long nanoTime(Instant noted) {
        return TimeUnit.MILLISECONDS.toNanos(noted.toEpochMilli() + 1) - OFFSET;
    }
}
