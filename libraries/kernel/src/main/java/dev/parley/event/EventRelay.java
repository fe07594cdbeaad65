package dev.parley.event;

import dev.parley.id.AccountId;
import dev.parley.id.ChatId;
import dev.parley.id.EventId;
import dev.parley.id.GroupId;
import dev.parley.id.ProfileId;
import dev.parley.kafka.DeadLetters;
import dev.parley.kafka.OutgoingRecord;
import dev.parley.kafka.TopicWriter;
import dev.parley.topic.EventRecord;
import dev.parley.topic.Topics;
import dev.parley.trace.TraceHeader;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Publishes committed events and clears their outbox rows.
 *
 * <pre>
 *   after commit ──► parley.events ──ack──► acknowledged ids ──0.1 s──► delete from outbox
 *   every 2 s     ──► outbox rows older than 10 s, skip locked ──► publish the same way
 *   larger than the topic takes ──► dead letters ──► delete from outbox
 * </pre>
 *
 * A record that cannot be published is dropped here: its outbox row is still there, and the sweep of any replica of
 * any producing service finds it. So records may repeat and arrive out of order; consumers rely on id and sequence.
 */
@ApplicationScoped
public class EventRelay {
    private static final Logger LOG = Logger.getLogger(EventRelay.class);
    private static final int CLEAR_BATCH = 500;
    private static final Duration CLEAR_AFTER = Duration.ofMillis(100);
    private static final int MOST_UNCLEARED = 50_000;
    private static final int SWEEP_BATCH = 500;

    private static final String CLEAR = "delete from outbox where event_id = any($1)";

    /**
     * Moves the rows ten seconds ahead, so that two sweeps of different replicas do not publish the same ones. Their age
     * stays: it is what the alert looks at.
     */
    private static final String TAKE_OLD = """
            with old as (
                select event_id from outbox where due_at <= now()
                order by due_at limit $1 for update skip locked),
            taken as (
                update outbox o set due_at = now() + interval '10 seconds' from old
                where o.event_id = old.event_id returning o.event_id)
            select e.id, e.account_id, e.profile_group_id, e.profile_id, e.chat_id, e.sequence, e.type, e.envelope::text,
            """ + CauseColumns.COLUMNS + """
            from taken join events e on e.id = taken.event_id order by e.id""";

    private static final String CLEAR_ORPHANS = """
            delete from outbox o where o.created_at < now() - interval '1 day'
            and not exists (select 1 from events e where e.id = o.event_id)""";

    private final Pool pool;
    private final TopicWriter writer;
    private final DeadLetters deadLetters;
    private final ConcurrentLinkedQueue<Long> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicInteger uncleared = new AtomicInteger();
    private final AtomicBoolean clearing = new AtomicBoolean();

    public EventRelay(Pool pool, TopicWriter writer, DeadLetters deadLetters) {
        this.pool = pool;
        this.writer = writer;
        this.deadLetters = deadLetters;
    }

    /** Call after commit; never waits, never fails: what does not get through stays in the outbox. */
    public void publish(List<EventRecord> committed) {
        List<OutgoingRecord> records = new ArrayList<>(committed.size());
        for (EventRecord event : committed) {
            records.add(new OutgoingRecord(
                    Topics.EVENTS,
                    event.key(),
                    event.write(),
                    TraceHeader.of(event.cause().traceparent())));
        }
        writer.writeAll(records, (index, failure) -> {
            if (failure == null) {
                acknowledge(committed.get(index));
            } else if (failure instanceof RecordTooLargeException) {
                putAside(committed.get(index), records.get(index));
            } else {
                LOG.debugf("event stays in outbox: %s", failure);
            }
        });
    }

    /** Publishing it again would not make it smaller. Its row stays: webhooks can still be sent it by a recovery. */
    private void putAside(EventRecord event, OutgoingRecord record) {
        deadLetters
                .put(
                        Topics.EVENTS,
                        DeadLetters.Letter.ofRecord(record.key(), record.value(), "events/" + event.eventId()),
                        "larger than the topic takes")
                .subscribe()
                .with(
                        put -> acknowledge(event),
                        failure -> LOG.warnf("event %s stays in outbox: %s", event.eventId(), failure.toString()));
    }

    private void acknowledge(EventRecord event) {
        if (uncleared.get() < MOST_UNCLEARED) {
            EventId.parse(event.eventId()).ifPresent(id -> {
                acknowledged.add(id.value());
                uncleared.incrementAndGet();
            });
        }
        clearSoon();
    }

    /** Once a while, whatever was acknowledged meanwhile: a delete per event would cost as much as writing it. */
    private void clearSoon() {
        if (acknowledged.isEmpty() || !clearing.compareAndSet(false, true)) {
            return;
        }
        Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(CLEAR_AFTER)
                .chain(this::clear)
                .onFailure()
                .invoke(failure -> LOG.warnf("outbox not cleared, its rows will be published again: %s", failure))
                .onFailure()
                .recoverWithNull()
                .subscribe()
                .with(done -> clearAgain());
    }

    private Uni<Void> clear() {
        Long[] batch = nextBatch();
        if (batch.length == 0) {
            return Uni.createFrom().voidItem();
        }
        Uni<Void> cleared = pool.preparedQuery(CLEAR).execute(Tuple.of(batch)).replaceWithVoid();
        return batch.length < CLEAR_BATCH ? cleared : cleared.chain(this::clear);
    }

    private void clearAgain() {
        clearing.set(false);
        clearSoon();
    }

    private Long[] nextBatch() {
        List<Long> batch = new ArrayList<>();
        while (batch.size() < CLEAR_BATCH) {
            Long id = acknowledged.poll();
            if (id == null) {
                break;
            }
            batch.add(id);
        }
        uncleared.addAndGet(-batch.size());
        return batch.toArray(Long[]::new);
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return pool.preparedQuery(TAKE_OLD)
                .execute(Tuple.of(SWEEP_BATCH))
                .invoke(rows -> publish(readable(rows)))
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.debugf("outbox not swept: %s", failure))
                .onFailure()
                .recoverWithNull();
    }

    @Scheduled(every = "1h", delayed = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> clearOrphans() {
        return pool.query(CLEAR_ORPHANS).execute().replaceWithVoid().onFailure().recoverWithNull();
    }

    /** One that cannot be read stays, grows old and rings; it keeps no other from being published. */
    private static List<EventRecord> readable(RowSet<Row> rows) {
        List<EventRecord> events = new ArrayList<>(rows.size());
        for (Row row : rows) {
            try {
                events.add(read(row));
            } catch (RuntimeException broken) {
                LOG.errorf(broken, "event %s cannot be read from its row", new EventId(row.getLong(0)));
            }
        }
        return events;
    }

    private static EventRecord read(Row row) {
        return new EventRecord(
                EventRecord.VERSION,
                new EventId(row.getLong(0)).toString(),
                new AccountId(row.getLong(1)).toString(),
                text(row.getLong(2), GroupId::new),
                text(row.getLong(3), ProfileId::new),
                text(row.getLong(4), ChatId::new),
                row.getLong(5),
                row.getString(6),
                CauseColumns.read(row, 8),
                row.getString(7));
    }

    private static @Nullable String text(@Nullable Long value, LongFunction<?> id) {
        return value == null ? null : Objects.toString(id.apply(value));
    }
}
