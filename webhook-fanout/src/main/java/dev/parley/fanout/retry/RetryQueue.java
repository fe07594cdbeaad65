package dev.parley.fanout.retry;

import dev.parley.fanout.Drainable;
import dev.parley.fanout.FanoutConfig;
import dev.parley.fanout.FanoutLoop;
import dev.parley.fanout.delivery.Delivery;
import dev.parley.id.EventId;
import dev.parley.id.WebhookId;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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
 * everything stays pending, which holds the Kafka offsets and in the end the reading of records.
 */
@ApplicationScoped
public class RetryQueue implements Drainable {
    private static final Logger LOG = Logger.getLogger(RetryQueue.class);
    private static final int BATCH = 500;
    /** The class of SQLSTATEs that say the data are at fault, not the moment. */
    private static final String BAD_DATA = "22";

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final RetryTable table;
    private final FanoutLoop loop;
    private final Duration lease;
    private final Deque<RetryRow> added = new ArrayDeque<>();
    private final Deque<RetryRow> finished = new ArrayDeque<>();
    private final Deque<RetryRow> postponed = new ArrayDeque<>();
    private boolean writing;
    private int batchSize = BATCH;

    public RetryQueue(RetryTable table, FanoutLoop loop, FanoutConfig config) {
        this.table = table;
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
        table.insert(toAdd)
                .chain(() -> table.delete(toFinish))
                .chain(() -> table.postpone(toPostpone))
                .subscribe()
                .with(
                        written -> {
                            toAdd.forEach(row -> row.stored().run());
                            batchSize = Math.min(BATCH, batchSize * 2);
                            writeBatch();
                        },
                        failure -> recover(failure, toAdd, toFinish, toPostpone));
    }

    private List<RetryRow> take(Deque<RetryRow> rows) {
        List<RetryRow> batch = new ArrayList<>(Math.min(rows.size(), batchSize));
        while (batch.size() < batchSize && !rows.isEmpty()) {
            batch.add(rows.poll());
        }
        return batch;
    }

    /** Everything goes back to where it was; data the database refuses are narrowed down to the row at fault. */
    private void recover(Throwable failure, List<RetryRow> toAdd, List<RetryRow> toFinish, List<RetryRow> toPostpone) {
        boolean refused = refusalOf(failure).startsWith(BAD_DATA);
        if (refused && toAdd.size() == 1) {
            RetryRow bad = toAdd.getFirst();
            LOG.errorf(
                    "event %s cannot be stored for %s and is lost: %s",
                    bad.eventId(), bad.endpoint(), refusalOf(failure));
            bad.stored().run();
        } else {
            putBack(added, toAdd);
        }
        putBack(finished, toFinish);
        putBack(postponed, toPostpone);
        batchSize = refused ? Math.max(1, batchSize / 8) : batchSize;
        if (!refused) {
            LOG.warnf("retry queue not written, %d rows wait: %s", added.size(), failure.toString());
        }
        loop.after(refused ? Duration.ofMillis(1) : PAUSE, this::writeBatch);
    }

    /** The SQLSTATE only: the text would quote the event. */
    private static String refusalOf(Throwable failure) {
        return failure instanceof PgException refusal ? String.valueOf(refusal.getSqlState()) : "";
    }

    private static void putBack(Deque<RetryRow> rows, List<RetryRow> batch) {
        for (RetryRow row : batch.reversed()) {
            rows.addFirst(row);
        }
    }
}
