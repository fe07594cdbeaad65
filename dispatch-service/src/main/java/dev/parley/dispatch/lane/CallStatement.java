package dev.parley.dispatch.lane;

import dev.parley.batch.Columns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Hot statement: the last one before a platform is called. From here until its end is written down, a send counts as
 * perhaps performed.
 *
 * <p>The lane is read, not locked, so that a call does not wait for commands that come in for the same lane: nobody else
 * can have the lane while enough of the lease is left, and of two who tried, only one would find the send uncalled. A mark
 * that nobody waits for any more, because its connection broke, may be performed late: it finds that the send counts one
 * attempt more ({@link Settlement.NotCalled}) and does nothing.
 */
final class CallStatement {
    /** "Is true" keeps the planner, to which a new table looks small, from reading all unsettled sends. */
    private static final String MARK = """
            update messages m set calling_since = clock_timestamp(), attempts = m.attempts + 1
            from unnest($1::bigint[], $2::uuid[], $3::bigint[], $4::int[]) as w (chat_id, token, message_id, attempts)
            join chat_lanes l on l.chat_id = w.chat_id and l.lease_token = w.token
            where m.id = w.message_id and l.lease_until > now() + $5 * interval '1 ms'
              and (m.status in ('pending', 'failed_waiting_for_retry')) is true and m.calling_since is null
              and m.attempts = w.attempts
            returning m.id""";

    private static final String RENEW = """
            update chat_lanes set lease_until = now() + $3 * interval '1 ms', due_at = now() + $3 * interval '1 ms'
            where chat_id = $1 and lease_token = $2 and lease_until > now()""";

    /** A head about to be called. */
    record Call(Lease lease, Head head) {}

    private final Pool pool;
    private final LeaseTerms terms;

    CallStatement(Pool pool, LeaseTerms terms) {
        this.pool = pool;
        this.terms = terms;
    }

    /** The lease with enough left for a call; empty when it is lost. */
    Uni<Optional<Lease>> lasting(Lease lease) {
        if (terms.isFresh(lease)) {
            return Uni.createFrom().item(Optional.of(lease));
        }
        long asked = System.nanoTime();
        return pool.preparedQuery(RENEW)
                .execute(Tuple.of(
                        lease.chat().value(), lease.token(), terms.whole().toMillis()))
                .map(renewed -> renewed.rowCount() == 0 ? Optional.empty() : Optional.of(lease.renewed(asked)));
    }

    /** For each call whether it may be made: not when the lane was lost or the message is not as its head says. */
    Uni<List<Boolean>> mark(List<Call> calls) {
        UUID[] tokens = calls.stream().map(call -> call.lease().token()).toArray(UUID[]::new);
        Tuple parameters = Tuple.of(
                Columns.longs(calls, call -> call.lease().chat().value()),
                tokens,
                Columns.longs(calls, call -> call.head().id().value()),
                Columns.ints(calls, call -> call.head().attempts()),
                terms.neededForCall().toMillis());
        return pool.preparedQuery(MARK).execute(parameters).map(rows -> {
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
