package dev.parley.fanout.retry;

import dev.parley.batch.Columns;
import dev.parley.event.CauseColumns;
import dev.parley.fanout.delivery.Event;
import dev.parley.fanout.loop.FanoutConfig;
import dev.parley.id.EventId;
import dev.parley.id.WebhookId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements on {@code webhook_retries}. Times are the database's own. */
@ApplicationScoped
class RetryTable {
    /** What is there already stays: a repeated record does not start a delivery again. */
    private static final String INSERT = """
            insert into webhook_retries (event_id, endpoint_id, attempt, due_at, lease_token)
            select r.event, r.endpoint, r.attempt, now() + r.due * interval '1 millisecond',
                   case when r.leased then $6::uuid end
            from unnest($1::bigint[], $2::bigint[], $3::int[], $4::bigint[], $5::bool[])
                 as r (event, endpoint, attempt, due, leased)
            on conflict (event_id, endpoint_id) do nothing""";

    private static final String DELETE = """
            delete from webhook_retries r using unnest($1::bigint[], $2::bigint[]) as done (event, endpoint)
            where r.event_id = done.event and r.endpoint_id = done.endpoint""";

    /** Only what is still ours: after the lease somebody else may be calling. */
    private static final String POSTPONE = """
            update webhook_retries r
            set attempt = u.attempt, due_at = now() + u.due * interval '1 millisecond', lease_token = null
            from unnest($1::bigint[], $2::bigint[], $3::int[], $4::bigint[]) as u (event, endpoint, attempt, due)
            where r.event_id = u.event and r.endpoint_id = u.endpoint and r.lease_token = $5""";

    /** Every endpoint that has rows, and whether one is due: one index probe per endpoint, however many rows. */
    private static final String WAITING = """
            with recursive waiting (endpoint_id) as (
                (select endpoint_id from webhook_retries order by endpoint_id limit 1)
                union all
                select (select r.endpoint_id from webhook_retries r where r.endpoint_id > w.endpoint_id
                        order by r.endpoint_id limit 1)
                from waiting w where w.endpoint_id is not null)
            select w.endpoint_id,
                   (select min(r.due_at) from webhook_retries r where r.endpoint_id = w.endpoint_id) <= now()
            from waiting w where w.endpoint_id is not null""";

    private static final String CLAIM = """
            with due as (
                select r.event_id, r.endpoint_id
                from unnest($1::bigint[], $2::int[]) as room (endpoint, free)
                cross join lateral (
                    select event_id, endpoint_id from webhook_retries
                    where endpoint_id = room.endpoint and due_at <= now()
                    order by due_at limit room.free for update skip locked) r),
            claimed as (
                update webhook_retries r set due_at = now() + $3 * interval '1 millisecond', lease_token = $4
                from due where r.event_id = due.event_id and r.endpoint_id = due.endpoint_id
                returning r.event_id, r.endpoint_id, r.attempt)
            select c.event_id, c.endpoint_id, c.attempt, e.type, e.envelope::text,
            """ + CauseColumns.COLUMNS + """
            from claimed c left join events e on e.id = c.event_id""";

    private static final String DROP = """
            delete from webhook_retries where (event_id, endpoint_id) in (
                select r.event_id, r.endpoint_id from webhook_retries r
                where r.endpoint_id = any($1)
                and not exists (select 1 from webhook_endpoints e where e.id = r.endpoint_id and e.enabled)
                limit 5000 for update skip locked)""";

    private final Pool pool;
    private final EventRows events;
    private final UUID token = UUID.randomUUID();
    private final long leaseMillis;

    RetryTable(Pool pool, EventRows events, FanoutConfig config) {
        this.pool = pool;
        this.events = events;
        this.leaseMillis = config.lease().toMillis();
    }

    /** @param event null when the event's row is gone (its retention ended) */
    record Claimed(
            EventId eventId,
            WebhookId endpoint,
            int attempt,
            @Nullable Event event) {}

    Uni<Void> insert(List<RetryRow> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple columns = nextAttempts(rows)
                .addArrayOfBoolean(Columns.flags(rows, RetryRow::leased))
                .addUUID(token);
        return events.ensure(rows.stream()
                        .map(RetryRow::event)
                        .filter(Objects::nonNull)
                        .toList())
                .chain(() -> pool.preparedQuery(INSERT).execute(columns))
                .replaceWithVoid();
    }

    Uni<Void> delete(List<RetryRow> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : pool.preparedQuery(DELETE).execute(keys(rows)).replaceWithVoid();
    }

    Uni<Void> postpone(List<RetryRow> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple columns = nextAttempts(rows).addUUID(token);
        return pool.preparedQuery(POSTPONE).execute(columns).replaceWithVoid();
    }

    /** Each endpoint that has rows, with whether one of them is due. */
    Uni<Map<WebhookId, Boolean>> waiting() {
        return pool.preparedQuery(WAITING).execute().map(rows -> {
            Map<WebhookId, Boolean> waiting = new HashMap<>();
            for (Row row : rows) {
                waiting.put(new WebhookId(row.getLong(0)), row.getBoolean(1));
            }
            return waiting;
        });
    }

    /** @param room how many deliveries of each endpoint may be taken */
    Uni<List<Claimed>> claim(Map<WebhookId, Integer> room) {
        Tuple parameters = Tuple.of(
                room.keySet().stream().map(WebhookId::value).toArray(Long[]::new),
                room.values().toArray(Integer[]::new),
                leaseMillis,
                token);
        return pool.preparedQuery(CLAIM).execute(parameters).map(rows -> {
            List<Claimed> claimed = new ArrayList<>(rows.size());
            for (Row row : rows) {
                claimed.add(read(row));
            }
            return claimed;
        });
    }

    /** Drops deliveries of the given endpoints where these are disabled or deleted. */
    Uni<Integer> drop(List<WebhookId> endpoints) {
        return pool.preparedQuery(DROP)
                .execute(Tuple.of(Columns.longs(endpoints, WebhookId::value)))
                .map(dropped -> dropped.rowCount());
    }

    private static Claimed read(Row row) {
        EventId id = new EventId(row.getLong(0));
        String type = row.getString(3);
        Event event = type == null ? null : Event.stored(id, type, CauseColumns.read(row, 5), row.getString(4));
        return new Claimed(id, new WebhookId(row.getLong(1)), row.getInteger(2), event);
    }

    private static Tuple keys(List<RetryRow> rows) {
        return Tuple.tuple()
                .addArrayOfLong(Columns.longs(rows, row -> row.eventId().value()))
                .addArrayOfLong(Columns.longs(rows, row -> row.endpoint().value()));
    }

    private static Tuple nextAttempts(List<RetryRow> rows) {
        return keys(rows)
                .addArrayOfInteger(Columns.ints(rows, RetryRow::attempt))
                .addArrayOfLong(Columns.longs(rows, row -> row.due().toMillis()));
    }
}
