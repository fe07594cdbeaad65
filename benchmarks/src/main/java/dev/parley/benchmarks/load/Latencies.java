package dev.parley.benchmarks.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * How long things took. An open loop counts from the moment at which the schedule wanted the operation, not from the
 * moment at which a busy generator came to it; so a stall shows in every operation that it held up.
 */
public final class Latencies {
    private static final long HIGHEST = TimeUnit.MINUTES.toNanos(10);
    private static final int DIGITS = 3;
    private static final double NANOS_PER_MILLI = 1e6;

    private final ConcurrentHistogram nanos = new ConcurrentHistogram(HIGHEST, DIGITS);

    /** An operation that was due at this {@link System#nanoTime} is done now. */
    public void since(long due) {
        record(System.nanoTime() - due);
    }

    public void record(long duration) {
        nanos.recordValue(Math.clamp(duration, 0, HIGHEST));
    }

    public long count() {
        return nanos.getTotalCount();
    }

    /** Milliseconds at a percentile; not a number when nothing was measured. */
    public double millisAt(double percentile) {
        return count() == 0 ? Double.NaN : nanos.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
    }

    /** What has been measured so far. */
    public Histogram snapshot() {
        return nanos.copy();
    }
}
