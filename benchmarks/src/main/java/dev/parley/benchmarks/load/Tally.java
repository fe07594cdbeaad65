package dev.parley.benchmarks.load;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/** Ticks off numbered things as they arrive, so that what is missing and what came twice can be told. */
public final class Tally {
    private final AtomicIntegerArray arrivals;
    private final AtomicLong distinct = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();
    private volatile long lastArrival;

    /** @param expected how many there will be, numbered from 0 */
    public Tally(int expected) {
        arrivals = new AtomicIntegerArray(expected);
    }

    /** True when it is the first with this number; numbers that nobody expects are ignored. */
    public boolean arrived(long number) {
        if (number < 0 || number >= arrivals.length()) {
            return false;
        }
        if (arrivals.incrementAndGet((int) number) > 1) {
            repeated.incrementAndGet();
            return false;
        }
        distinct.incrementAndGet();
        lastArrival = System.nanoTime();
        return true;
    }

    public boolean isComplete() {
        return distinct.get() == arrivals.length();
    }

    public long distinct() {
        return distinct.get();
    }

    public long lost() {
        return arrivals.length() - distinct.get();
    }

    public long repeated() {
        return repeated.get();
    }

    /** The {@link System#nanoTime} at which the last new one came. */
    public long lastArrival() {
        return lastArrival;
    }
}
