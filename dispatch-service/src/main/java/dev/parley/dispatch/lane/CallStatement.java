package dev.parley.dispatch.lane;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Hot statement: the last one before a platform is called. From here until its end is written down, a send counts as
 * perhaps performed. Renews the lease, so that it outlasts the call whatever was waited for before.
 */
final class CallStatement {
    private static final String MARK = """
            with held as (
                select l.chat_id, w.message_id
                from unnest($1::bigint[], $2::uuid[], $3::bigint[]) as w (chat_id, token, message_id)
                join chat_lanes l on l.chat_id = w.chat_id and l.lease_token = w.token and l.lease_until > now()
                order by l.chat_id for update of l),
            renewed as (
                update chat_lanes l set lease_until = clock_timestamp() + $4 * interval '1 ms',
                                        due_at = clock_timestamp() + $4 * interval '1 ms'
                from held where l.chat_id = held.chat_id)
            update messages m set calling_since = clock_timestamp(), attempts = m.attempts + 1
            from held
            where m.id = held.message_id and m.status in ('pending', 'failed_waiting_for_retry')
              and m.calling_since is null
            returning m.id""";

    /** A head about to be called. */
    record Call(Lease lease, Head head) {}

    private final Pool pool;
    private final long leaseMillis;

    CallStatement(Pool pool, LaneConfig config) {
        this.pool = pool;
        this.leaseMillis = config.lease().toMillis();
    }

    /** For each call whether it may be made: not when the lane was lost or the message settled meanwhile. */
    Uni<List<Boolean>> mark(List<Call> calls) {
        Long[] chats = calls.stream().map(call -> call.lease().chat().value()).toArray(Long[]::new);
        UUID[] tokens = calls.stream().map(call -> call.lease().token()).toArray(UUID[]::new);
        Long[] messages = calls.stream().map(call -> call.head().id().value()).toArray(Long[]::new);
        return pool.preparedQuery(MARK)
                .execute(Tuple.of(chats, tokens, messages, leaseMillis))
                .map(rows -> {
                    Set<Long> marked = new HashSet<>();
                    for (Row row : rows) {
                        marked.add(row.getLong(0));
                    }
                    return calls.stream()
                            .map(call -> marked.contains(call.head().id().value()))
                            .toList();
                });
    }
}
