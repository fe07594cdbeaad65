package dev.parley.benchmarks.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for something to be so, with a deadline. */
public final class Await {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private Await() {}

    /** Whether it became so in time. */
    public static boolean until(Duration limit, BooleanSupplier wish) {
        return until(limit, BETWEEN_LOOKS, wish);
    }

    /** The same, looking less often where a look costs something. */
    public static boolean until(Duration limit, Duration betweenLooks, BooleanSupplier wish) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!wish.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(betweenLooks.toNanos());
        }
        return true;
    }

    /** The same, where nothing can go on if it does not become so. */
    public static void demand(String what, Duration limit, BooleanSupplier wish) {
        if (!until(limit, wish)) {
            throw new IllegalStateException(what + " did not happen within " + limit.toSeconds() + " s");
        }
    }

    public static void sleep(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
