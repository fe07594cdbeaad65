package dev.parley.fanout.ordered;

import dev.parley.batch.Columns;
import dev.parley.event.CauseColumns;
import dev.parley.fanout.delivery.Event;
import dev.parley.fanout.loop.FanoutConfig;
import dev.parley.id.ChatId;
import dev.parley.id.EventId;
import dev.parley.id.GroupId;
import dev.parley.id.WebhookId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The statements on {@code webhook_cursors}. Times are the database's own. */
@ApplicationScoped
class CursorTable {
    /** Rows in one order, so that two replicas never wait for each other. A new cursor begins where order began. */
    private static final String WAKE = """
            insert into webhook_cursors (endpoint_id, chat_id, last_sequence, due_at, wakes)
            select w.endpoint, w.chat,
                   coalesce((select e.sequence from events e
                             where e.chat_id = w.chat and e.created_at < date_trunc('second', s.ordered_since)
                             order by e.sequence desc limit 1), 0),
                   now(), 1
            from (select distinct endpoint, chat from unnest($1::bigint[], $2::bigint[]) as u (endpoint, chat)) w
            join webhook_endpoints s on s.id = w.endpoint and s.ordered_since is not null
            order by w.endpoint, w.chat
            on conflict (endpoint_id, chat_id) do update
            set wakes = webhook_cursors.wakes + 1, due_at = coalesce(webhook_cursors.due_at, now())""";

    private static final String CLAIM = """
            with due as (
                select c.endpoint_id, c.chat_id
                from unnest($1::bigint[], $2::int[]) as room (endpoint, free)
                cross join lateral (
                    select endpoint_id, chat_id from webhook_cursors
                    where endpoint_id = room.endpoint and due_at <= now()
                    order by due_at limit room.free for update skip locked) c),
            claimed as (
                update webhook_cursors c set due_at = now() + $3 * interval '1 millisecond', lease_token = $4
                from due where c.endpoint_id = due.endpoint_id and c.chat_id = due.chat_id
                returning c.endpoint_id, c.chat_id, c.last_sequence, c.attempt, c.wakes)
            select c.endpoint_id, c.chat_id, c.last_sequence, c.attempt, c.wakes,
                   e.id, e.sequence, e.type, e.profile_group_id, e.envelope::text,
            """ + CauseColumns.COLUMNS + """
            from claimed c left join lateral (
                select * from events e where e.chat_id = c.chat_id and e.sequence > c.last_sequence
                order by e.sequence limit $5) e on true
            order by c.endpoint_id, c.chat_id, e.sequence""";

    /** A cursor that was woken meanwhile, or had more than a run takes, is due again at once. */
    private static final String SETTLE = """
            update webhook_cursors c
            set last_sequence = s.last, attempt = s.attempt, lease_token = null,
                due_at = case when s.due is not null then now() + s.due * interval '1 millisecond'
                              when c.wakes = s.wakes then null
                              else now() end
            from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::int[], $5::bigint[], $6::bigint[])
                 as s (endpoint, chat, last, attempt, due, wakes)
            where c.endpoint_id = s.endpoint and c.chat_id = s.chat and c.lease_token = $7""";

    private static final String TIDY = """
            delete from webhook_cursors c where not exists (
                select 1 from webhook_endpoints e where e.id = c.endpoint_id and e.enabled and e.ordered)""";

    private final Pool pool;
    private final UUID token = UUID.randomUUID();
    private final long leaseMillis;

    CursorTable(Pool pool, FanoutConfig config) {
        this.pool = pool;
        this.leaseMillis = config.lease().toMillis();
    }

    private record Key(long endpoint, long chat) {}

    Uni<Void> wake(List<OrderedWakeups.Wakeup> wakeups) {
        Tuple columns = Tuple.of(
                Columns.longs(wakeups, wakeup -> wakeup.endpoint().value()),
                Columns.longs(wakeups, wakeup -> wakeup.chat().value()));
        return pool.preparedQuery(WAKE).execute(columns).replaceWithVoid();
    }

    /** @param room how many chats of each endpoint may be taken */
    Uni<Collection<ChatRun>> claim(Map<WebhookId, Integer> room) {
        Tuple parameters = Tuple.of(
                room.keySet().stream().map(WebhookId::value).toArray(Long[]::new),
                room.values().toArray(Integer[]::new),
                leaseMillis,
                token,
                ChatRun.MOST_EVENTS);
        return pool.preparedQuery(CLAIM).execute(parameters).map(rows -> {
            Map<Key, ChatRun> runs = new LinkedHashMap<>();
            for (Row row : rows) {
                runs.computeIfAbsent(new Key(row.getLong(0), row.getLong(1)), key -> readRun(row))
                        .add(row.getLong(5) == null ? null : readEvent(row));
            }
            return runs.values();
        });
    }

    Uni<Void> settle(List<ChatRun.Outcome> outcomes) {
        Tuple columns = Tuple.tuple()
                .addArrayOfLong(Columns.longs(outcomes, one -> one.endpoint().value()))
                .addArrayOfLong(Columns.longs(outcomes, one -> one.chat().value()))
                .addArrayOfLong(Columns.longs(outcomes, ChatRun.Outcome::lastSequence))
                .addArrayOfInteger(Columns.ints(outcomes, ChatRun.Outcome::attempt))
                .addArrayOfLong(Columns.longs(outcomes, ChatRun.Outcome::dueMillis))
                .addArrayOfLong(Columns.longs(outcomes, ChatRun.Outcome::wakes))
                .addUUID(token);
        return pool.preparedQuery(SETTLE).execute(columns).replaceWithVoid();
    }

    /** Removes cursors that nobody follows any more. */
    Uni<Void> tidy() {
        return pool.query(TIDY).execute().replaceWithVoid();
    }

    private static ChatRun readRun(Row row) {
        return new ChatRun(
                new WebhookId(row.getLong(0)),
                new ChatId(row.getLong(1)),
                row.getLong(2),
                row.getInteger(3),
                row.getLong(4));
    }

    private static ChatRun.Numbered readEvent(Row row) {
        Long group = row.getLong(8);
        return new ChatRun.Numbered(
                row.getLong(6),
                group == null ? null : new GroupId(group).toString(),
                Event.stored(
                        new EventId(row.getLong(5)), row.getString(7), CauseColumns.read(row, 10), row.getString(9)));
    }
}
