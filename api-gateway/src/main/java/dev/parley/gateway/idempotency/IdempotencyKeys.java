package dev.parley.gateway.idempotency;

import dev.parley.gateway.error.ApiException;
import dev.parley.gateway.http.DetachedWork;
import dev.parley.secret.Sealed;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/**
 * What became of keyed requests: one row per account, scope and key, kept for 24 hours.
 *
 * <pre>
 *   claim ──► in progress (expires after a minute, in case we die) ──2xx──► answer stored, 24 h
 *                                                                 └─else──► key free again
 *
 *   {@link ActsOnce}: after that minute, or when nobody can tell what came of it ──► outcome unknown, 24 h
 * </pre>
 */
@ApplicationScoped
public class IdempotencyKeys {
    public static final String IN_PROGRESS = "A request with this Idempotency-Key is already in progress";

    private static final String FIND = """
            select scope, request_hash, status, body, sealed_body, sealed_body_key_id, created_at,
                   coalesce(claimed_until < now(), false) as unknown
            from idempotency_keys
            where account_id = $1 and key = any(array[$2, $3]) and (key = $2 or scope is null) and expires_at >= now()
            order by key = $2 desc""";
    private static final String CLAIM = """
            insert into idempotency_keys as k (account_id, key, request_hash, scope, claimed_until, expires_at)
            values ($1, $2, $3, $4, case when $5 then now() + interval '60 seconds' end,
                    now() + case when $5 then interval '24 hours' else interval '60 seconds' end)
            on conflict (account_id, key) do update
                set request_hash = excluded.request_hash, scope = excluded.scope, status = null, body = null,
                    sealed_body = null, sealed_body_key_id = null, claimed_until = excluded.claimed_until,
                    created_at = now(), expires_at = excluded.expires_at
                where k.expires_at < now()
            returning 1""";
    private static final String STORE = """
            update idempotency_keys
            set status = $4, sealed_body = $5, sealed_body_key_id = $6, expires_at = now() + interval '24 hours'
            where account_id = $1 and key = $2 and request_hash = $3 and status is null""";
    private static final String HOLD = """
            update idempotency_keys set claimed_until = now()
            where account_id = $1 and key = $2 and request_hash = $3 and status is null""";
    private static final String FREE = """
            delete from idempotency_keys where account_id = $1 and key = $2 and request_hash = $3 and status is null""";
    private static final String SWEEP = """
            delete from idempotency_keys where (account_id, key) in (
                select account_id, key from idempotency_keys where expires_at < now()
                order by expires_at limit 5000 for update skip locked)""";

    private final Pool pool;
    private final StoredAnswer answers;

    IdempotencyKeys(Pool pool, StoredAnswer answers) {
        this.pool = pool;
        this.answers = answers;
    }

    /**
     * The earlier answer to this very request; empty when the key is free.
     * Fails with 409 while the first request runs or when its outcome is unknown, and with 422 when it was another request.
     */
    public Uni<Optional<Response>> replay(KeyedRequest request) {
        return earlier(request).map(earlier -> switch (earlier) {
            case Earlier.None _ -> Optional.empty();
            case Earlier.Answered answered -> Optional.of(answered.answer());
            case Earlier.Unknown _ -> throw ApiException.conflict(KeyedAttempt.UNKNOWN);
        });
    }

    /** What came of this very request. Fails with 409 while it runs, and with 422 when it was another one. */
    Uni<Earlier> earlier(KeyedRequest request) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(request.account().value(), request.storedKey(), request.key()))
                .map(rows -> {
                    for (Row row : rows) {
                        Earlier earlier = answers.read(request, row);
                        if (!(earlier instanceof Earlier.None)) {
                            return earlier;
                        }
                    }
                    return new Earlier.None();
                });
    }

    /**
     * Whether the key is ours now; if not, somebody else was first.
     *
     * @param once whether the key stays taken when the outcome is unknown
     */
    Uni<Boolean> claim(KeyedRequest request, boolean once) {
        Tuple parameters = three(request).addLong(request.scope()).addBoolean(once);
        return DetachedWork.from(pool.preparedQuery(CLAIM).execute(parameters)).map(rows -> rows.size() == 1);
    }

    Uni<Void> store(KeyedRequest request, int status, String body) {
        Sealed sealed = answers.seal(request, body);
        Tuple parameters = three(request)
                .addInteger(status)
                .addValue(Buffer.buffer(sealed.bytes()))
                .addString(sealed.keyId());
        return DetachedWork.from(pool.preparedQuery(STORE).execute(parameters)).replaceWithVoid();
    }

    /** Nobody knows what came of it: the key stays taken. */
    Uni<Void> hold(KeyedRequest request) {
        return DetachedWork.from(pool.preparedQuery(HOLD).execute(three(request)))
                .replaceWithVoid();
    }

    Uni<Void> free(KeyedRequest request) {
        return DetachedWork.from(pool.preparedQuery(FREE).execute(three(request)))
                .replaceWithVoid();
    }

    private static Tuple three(KeyedRequest request) {
        return Tuple.of(request.account().value(), request.storedKey(), Buffer.buffer(request.fingerprint()));
    }

    @Scheduled(every = "1m", delayed = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return pool.query(SWEEP).execute().replaceWithVoid().onFailure().recoverWithNull();
    }
}
