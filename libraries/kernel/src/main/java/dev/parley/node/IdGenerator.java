package dev.parley.node;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes ids without asking anybody.
 *
 * <pre>
 *   63                   21        11         0
 *   | milliseconds (42)  | node (10) | counter (11) |
 * </pre>
 *
 * The counter borrows from the next millisecond when 2,048 are not enough, and never goes back when the clock does.
 * The node number is leased in the database ({@link NodeLease}), so no two processes share one.
 */
@ApplicationScoped
public class IdGenerator {
    private static final int NODE_BITS = 10;
    private static final int COUNTER_BITS = 11;
    private static final long COUNTER_MASK = (1L << COUNTER_BITS) - 1;

    private final NodeLease lease;
    private final AtomicLong lastTick = new AtomicLong();

    public IdGenerator(NodeLease lease) {
        this.lease = lease;
    }

    /**
     * A number nobody else has.
     *
     * @throws NoNodeException while this process holds no node number (the database was away for too long)
     */
    public long next() {
        long now = System.currentTimeMillis() << COUNTER_BITS;
        long tick = lastTick.updateAndGet(last -> Math.max(last + 1, now));
        return compose(tick >>> COUNTER_BITS, lease.node(), tick & COUNTER_MASK);
    }

    /** When an id was made, to the millisecond; a borrowed counter may lie a little ahead. */
    public static Instant madeAt(long id) {
        return Instant.ofEpochMilli(id >>> (NODE_BITS + COUNTER_BITS));
    }

    static long compose(long millis, int node, long counter) {
        return millis << (NODE_BITS + COUNTER_BITS) | (long) node << COUNTER_BITS | counter;
    }
}
