package dev.parley.benchmarks.load;

/** Arithmetic of rates. */
public final class Rate {
    private static final double NANOS = 1e9;

    private Rate() {}

    public static double perSecond(long count, long nanos) {
        return count * NANOS / nanos;
    }
}
