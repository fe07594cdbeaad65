package dev.parley.benchmarks.load;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Begins one operation at every tick of a fixed rate, whether or not earlier ones are done: as customers and platforms
 * do. When more are under way than may be, it waits, and the schedule does not: what was held up is begun late and
 * counted from when it was due.
 */
public final class OpenLoop {
    private final double perSecond;
    private final int mostUnderWay;

    public OpenLoop(double perSecond, int mostUnderWay) {
        this.perSecond = perSecond;
        this.mostUnderWay = mostUnderWay;
    }

    /** One operation; must not block. */
    @FunctionalInterface
    public interface Operation {
        /**
         * @param number from 0
         * @param due the {@link System#nanoTime} at which it should begin
         * @param done to be run exactly once, when it has ended, well or not
         */
        void begin(long number, long due, Runnable done);
    }

    /** Returns when all have ended; the number of operations that were begun. */
    public long run(Duration length, Operation operation) {
        return run(Math.round(perSecond * length.toNanos() / TimeUnit.SECONDS.toNanos(1)), operation);
    }

    /** The same with a number of operations instead of a length. */
    public long run(long operations, Operation operation) {
        Semaphore underWay = new Semaphore(mostUnderWay);
        long began = System.nanoTime();
        for (long number = 0; number < operations; number++) {
            long due = began + Math.round(number * TimeUnit.SECONDS.toNanos(1) / perSecond);
            awaitUntil(due);
            underWay.acquireUninterruptibly();
            operation.begin(number, due, underWay::release);
        }
        underWay.acquireUninterruptibly(mostUnderWay);
        return operations;
    }

    private static void awaitUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
