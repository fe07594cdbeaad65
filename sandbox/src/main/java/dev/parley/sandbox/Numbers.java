package dev.parley.sandbox;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers for ids that never come again, in no later life of the sandbox either: without a folder it forgets everything
 * when it stops, but whoever it talked to does not, and takes an id that comes twice for the thing it knows. Each is the clock's
 * microseconds, or one more than the number before. Safe from any thread.
 */
public final class Numbers {
    private final AtomicLong last = new AtomicLong();

    public long next() {
        long now = Moment.micros();
        return last.updateAndGet(before -> Math.max(before + 1, now));
    }
}
