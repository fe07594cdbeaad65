package dev.parley.fanout.retry;

import dev.parley.batch.Halving;
import dev.parley.database.DatabaseFailure;
import dev.parley.fanout.delivery.Delivery;
import dev.parley.fanout.delivery.Event;
import dev.parley.fanout.loop.Drainable;
import dev.parley.fanout.loop.FanoutConfig;
import dev.parley.fanout.loop.FanoutLoop;
import dev.parley.id.EventId;
import dev.parley.id.WebhookId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Writes to the retry queue, in batches: the next one begins when the previous is written.
 *
 * <pre>
 *   add, finish, postpone ──► pending ──► missing event rows ──► new rows ──► done rows ──► later rows ──► stored
 *                                ▲                                                                          │
 *                                └───────────────────────────next batch─────────────────────────────────────┘
 * </pre>
 *
 * One batch at a time and in this order: so whatever is asked of a row comes after the row. When the database is away
 * everything stays pending, which holds the Kafka offsets and in the end the reading of records. A row that the database
 * refuses is put aside alone ({@link LostDeliveries}).
 */
@ApplicationScoped
public class RetryQueue implements Drainable {
    private static final Logger LOG = Logger.getLogger(RetryQueue.class);
    private static final int BATCH = 500;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final RetryTable table;
    private final LostDeliveries lost;
    private final FanoutLoop loop;
    private final Duration lease;
    private final Deque<RetryRow> added = new ArrayDeque<>();
    private final Deque<RetryRow> finished = new ArrayDeque<>();
    private final Deque<RetryRow> postponed = new ArrayDeque<>();
    private boolean writing;
    private final Halving<RetryRow> finishing;
    private final Halving<RetryRow> postponing;

    public RetryQueue(RetryTable table, LostDeliveries lost, FanoutLoop loop, FanoutConfig config) {
        this.table = table;
        this.lost = lost;
        this.finishing = new Halving<>(table::delete, RetryQueue::leaveToLease);
        this.postponing = new Halving<>(table::postpone, RetryQueue::leaveToLease);
        this.loop = loop;
        this.lease = config.lease();
    }

    /** Puts a delivery into the queue for anybody to take, now or later. */
    public void add(Delivery delivery, int attempt, Duration due, Runnable stored) {
        push(added, row(delivery, attempt, due, false, stored));
    }

    /** Puts a delivery into the queue that this process is calling; others take it only when the lease ends. */
    public void addLeased(Delivery delivery, Runnable stored) {
        push(added, row(delivery, delivery.attempt(), lease, true, stored));
    }

    /** The delivery is done, one way or the other: its row goes. */
    public void finish(Delivery delivery) {
        forget(delivery.event().id(), delivery.endpoint());
    }

    /** Likewise for a delivery that cannot be made: its event is gone. */
    void forget(EventId event, WebhookId endpoint) {
        push(finished, new RetryRow(event, endpoint, null, 0, Duration.ZERO, false, () -> {}));
    }

    /** A delivery that this process holds is to be tried again later. */
    public void postpone(Delivery delivery, int attempt, Duration due) {
        push(postponed, row(delivery, attempt, due, false, () -> {}));
    }

    @Override
    public boolean isIdle() {
        return !writing;
    }

    private static RetryRow row(Delivery delivery, int attempt, Duration due, boolean leased, Runnable stored) {
        return new RetryRow(delivery.event().id(), delivery.endpoint(), delivery.event(), attempt, due, leased, stored);
    }

    private void push(Deque<RetryRow> rows, RetryRow row) {
        rows.add(row);
        if (!writing) {
            writing = true;
            // Whatever else this turn of the loop brings goes into the same batch.
            loop.run(this::writeBatch);
        }
    }

    private void writeBatch() {
        List<RetryRow> toAdd = take(added);
        // What is asked of a row must not overtake the row.
        List<RetryRow> toFinish = added.isEmpty() ? take(finished) : List.of();
        List<RetryRow> toPostpone = added.isEmpty() ? take(postponed) : List.of();
        if (toAdd.isEmpty() && toFinish.isEmpty() && toPostpone.isEmpty()) {
            writing = false;
            return;
        }
        Set<RetryRow> settled = Collections.newSetFromMap(new IdentityHashMap<>());
        adding(settled)
                .run(toAdd)
                .chain(() -> finishing.run(toFinish))
                .chain(() -> postponing.run(toPostpone))
                .subscribe()
                .with(written -> loop.run(this::writeBatch), failure -> {
                    toAdd.removeIf(settled::contains);
                    recover(failure, toAdd, toFinish, toPostpone);
                });
    }

    /** Each row is told of once, as soon as it is stored or put aside, whatever becomes of the others. */
    private Halving<RetryRow> adding(Set<RetryRow> settled) {
        return new Halving<>(
                rows -> table.insert(rows).invoke(() -> rows.forEach(row -> settle(row, settled))),
                (row, failure) -> putAside(row, failure).invoke(() -> settle(row, settled)));
    }

    private static void settle(RetryRow row, Set<RetryRow> settled) {
        if (settled.add(row)) {
            row.stored().run();
        }
    }

    private Uni<Void> putAside(RetryRow row, Throwable failure) {
        Event event = row.event();
        return event == null ? leaveToLease(row, failure) : lost.record(event, row.endpoint(), failure);
    }

    /** A row that cannot be changed is due again when its lease ends, and its delivery is repeated. */
    private static Uni<Void> leaveToLease(RetryRow row, Throwable failure) {
        LOG.errorf(
                "queue row of %s for %s cannot be changed: %s",
                row.eventId(), row.endpoint(), DatabaseFailure.nameOf(failure));
        return Uni.createFrom().voidItem();
    }

    private List<RetryRow> take(Deque<RetryRow> rows) {
        List<RetryRow> batch = new ArrayList<>(Math.min(rows.size(), BATCH));
        while (batch.size() < BATCH && !rows.isEmpty()) {
            batch.add(rows.poll());
        }
        return batch;
    }

    /** The database is away: everything goes back to where it was. */
    private void recover(Throwable failure, List<RetryRow> toAdd, List<RetryRow> toFinish, List<RetryRow> toPostpone) {
        putBack(added, toAdd);
        putBack(finished, toFinish);
        putBack(postponed, toPostpone);
        LOG.warnf("retry queue not written, %d rows wait: %s", added.size(), failure.toString());
        loop.after(PAUSE, this::writeBatch);
    }

    private static void putBack(Deque<RetryRow> rows, List<RetryRow> batch) {
        for (RetryRow row : batch.reversed()) {
            rows.addFirst(row);
        }
    }
}
