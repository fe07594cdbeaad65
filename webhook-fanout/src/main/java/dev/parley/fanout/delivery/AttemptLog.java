package dev.parley.fanout.delivery;

import dev.parley.batch.Columns;
import dev.parley.batch.Halving;
import dev.parley.database.DatabaseFailure;
import dev.parley.fanout.loop.Drainable;
import dev.parley.fanout.loop.FanoutConfig;
import dev.parley.fanout.loop.FanoutLoop;
import dev.parley.fanout.metrics.FanoutMeters;
import dev.parley.node.IdGenerator;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Writes every attempt down, in batches of 50 ms or 500 rows. The log is for people: when the database is away for so
 * long that the buffer fills, the newest rows are counted and dropped rather than holding deliveries up.
 */
@Startup
@ApplicationScoped
public class AttemptLog implements Drainable {
    private static final Logger LOG = Logger.getLogger(AttemptLog.class);
    private static final int BATCH = 500;
    private static final int BUFFERED = 20_000;
    private static final int WRITES_AT_ONCE = 2;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final String INSERT = """
            insert into webhook_attempts (id, delivery_id, endpoint_id, event_id, event_type, attempt_number,
                                          response_status, success, error, duration_ms, attempted_at)
            select * from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::int[],
                                 $7::int[], $8::bool[], $9::text[], $10::int[], $11::timestamptz[])
            on conflict do nothing""";

    private final IdGenerator ids;
    private final FanoutLoop loop;
    private final Duration every;
    private final FanoutMeters meters;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Halving<Entry> halving;
    private int writing;

    /** Holds ids and outcome only, not the event: a full buffer must stay small. */
    private record Entry(long id, long delivery, long endpoint, long event, String type, int number, Attempt attempt) {}

    public AttemptLog(Pool pool, IdGenerator ids, FanoutLoop loop, FanoutConfig config, FanoutMeters meters) {
        this.halving = new Halving<>(
                batch -> pool.preparedQuery(INSERT).execute(columns(batch)).replaceWithVoid(), this::drop);
        this.ids = ids;
        this.loop = loop;
        this.every = config.logEvery();
        this.meters = meters;
    }

    @PostConstruct
    void start() {
        loop.every(every, this::write);
    }

    void add(Delivery delivery, Attempt attempt) {
        if (entries.size() >= BUFFERED) {
            meters.unlogged();
            return;
        }
        entries.add(new Entry(
                ids.next(),
                delivery.id().value(),
                delivery.endpoint().value(),
                delivery.event().id().value(),
                delivery.event().type(),
                delivery.attempt(),
                attempt));
        if (entries.size() >= BATCH) {
            write();
        }
    }

    @Override
    public boolean isIdle() {
        return entries.isEmpty() && writing == 0;
    }

    private void write() {
        while (!entries.isEmpty() && writing < WRITES_AT_ONCE) {
            List<Entry> batch = new ArrayList<>(Math.min(entries.size(), BATCH));
            while (batch.size() < BATCH && !entries.isEmpty()) {
                batch.add(entries.poll());
            }
            writing++;
            insert(batch);
        }
    }

    private void insert(List<Entry> batch) {
        halving.run(batch)
                .subscribe()
                .with(
                        written -> {
                            writing--;
                            if (entries.size() >= BATCH) {
                                write();
                            }
                        },
                        failure -> {
                            LOG.warnf("attempt log not written, %d rows wait: %s", batch.size(), failure.toString());
                            loop.after(PAUSE, () -> {
                                batch.reversed().forEach(entries::addFirst);
                                writing--;
                            });
                        });
    }

    /** The log is for people: a row that the database refuses is counted and dropped. */
    private Uni<Void> drop(Entry entry, Throwable failure) {
        LOG.errorf("attempt %d of %d not logged: %s", entry.number, entry.delivery, DatabaseFailure.nameOf(failure));
        meters.unlogged();
        return Uni.createFrom().voidItem();
    }

    private static Tuple columns(List<Entry> batch) {
        return Tuple.tuple()
                .addArrayOfLong(Columns.longs(batch, Entry::id))
                .addArrayOfLong(Columns.longs(batch, Entry::delivery))
                .addArrayOfLong(Columns.longs(batch, Entry::endpoint))
                .addArrayOfLong(Columns.longs(batch, Entry::event))
                .addArrayOfString(Columns.texts(batch, Entry::type))
                .addArrayOfInteger(Columns.ints(batch, Entry::number))
                .addArrayOfInteger(Columns.ints(batch, entry -> entry.attempt().status()))
                .addArrayOfBoolean(Columns.flags(batch, entry -> entry.attempt().succeeded()))
                .addArrayOfString(Columns.texts(batch, entry -> entry.attempt().error()))
                .addArrayOfInteger(Columns.ints(
                        batch, entry -> (int) entry.attempt().took().toMillis()))
                .addArrayOfOffsetDateTime(
                        Columns.times(batch, entry -> entry.attempt().at()));
    }
}
