package dev.parley.fanout.delivery;

import dev.parley.fanout.Drainable;
import dev.parley.fanout.FanoutConfig;
import dev.parley.fanout.FanoutLoop;
import dev.parley.fanout.metrics.FanoutMeters;
import dev.parley.id.IdGenerator;
import io.quarkus.runtime.Startup;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

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

    private final Pool pool;
    private final IdGenerator ids;
    private final FanoutLoop loop;
    private final Duration every;
    private final FanoutMeters meters;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private int writing;

    /** Holds ids and outcome only, not the event: a full buffer must stay small. */
    private record Entry(long id, long delivery, long endpoint, long event, String type, int number, Attempt attempt) {}

    public AttemptLog(Pool pool, IdGenerator ids, FanoutLoop loop, FanoutConfig config, FanoutMeters meters) {
        this.pool = pool;
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
        pool.preparedQuery(INSERT)
                .execute(columns(batch))
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

    private static Tuple columns(List<Entry> batch) {
        return Tuple.tuple()
                .addArrayOfLong(column(batch, Entry::id).toArray(Long[]::new))
                .addArrayOfLong(column(batch, Entry::delivery).toArray(Long[]::new))
                .addArrayOfLong(column(batch, Entry::endpoint).toArray(Long[]::new))
                .addArrayOfLong(column(batch, Entry::event).toArray(Long[]::new))
                .addArrayOfString(column(batch, Entry::type).toArray(String[]::new))
                .addArrayOfInteger(column(batch, Entry::number).toArray(Integer[]::new))
                .addArrayOfInteger(
                        column(batch, entry -> entry.attempt().status()).toArray(Integer[]::new))
                .addArrayOfBoolean(
                        column(batch, entry -> entry.attempt().succeeded()).toArray(Boolean[]::new))
                .addArrayOfString(
                        column(batch, entry -> entry.attempt().error()).toArray(String[]::new))
                .addArrayOfInteger(
                        column(batch, entry -> (int) entry.attempt().took().toMillis())
                                .toArray(Integer[]::new))
                .addArrayOfOffsetDateTime(
                        column(batch, entry -> entry.attempt().at().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new));
    }

    private static <T extends @Nullable Object> List<T> column(List<Entry> batch, Function<Entry, T> value) {
        List<T> values = new ArrayList<>(batch.size());
        for (Entry entry : batch) {
            values.add(value.apply(entry));
        }
        return values;
    }
}
