package dev.parley.benchmarks.load;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps so many operations under way until enough are done: finds out how many a second there can be. */
public final class ClosedLoop {
    private static final int LIMIT_MINUTES = 10;

    private final int underWay;

    public ClosedLoop(int underWay) {
        this.underWay = underWay;
    }

    /** Begins an operation; must not block. {@code done} is to be run exactly once, when it has ended. */
    @FunctionalInterface
    public interface Operation {
        void begin(long number, Runnable done);
    }

    /** Returns operations a second. */
    public double run(long operations, Operation operation) {
        AtomicLong next = new AtomicLong();
        CountDownLatch chains = new CountDownLatch(underWay);
        long began = System.nanoTime();
        for (int i = 0; i < underWay; i++) {
            beginNext(next, operations, operation, chains);
        }
        awaitAll(chains);
        return Rate.perSecond(operations, System.nanoTime() - began);
    }

    private static void beginNext(AtomicLong next, long operations, Operation operation, CountDownLatch chains) {
        long number = next.getAndIncrement();
        if (number >= operations) {
            chains.countDown();
            return;
        }
        operation.begin(number, () -> beginNext(next, operations, operation, chains));
    }

    private static void awaitAll(CountDownLatch chains) {
        try {
            if (!chains.await(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException("operations did not end within " + LIMIT_MINUTES + " minutes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
