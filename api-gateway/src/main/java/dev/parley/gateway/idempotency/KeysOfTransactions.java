package dev.parley.gateway.idempotency;

import dev.parley.secret.Sealed;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HexFormat;

/**
 * Keys that are written by the transaction at hand. Nobody waits for another's: the advisory lock, which ends with the
 * transaction, is either free or somebody else's request runs.
 */
@ApplicationScoped
public class KeysOfTransactions {
    private static final String TAKE = """
            insert into idempotency_keys as k (account_id, key, request_hash, scope, expires_at)
            select account, key, hash, scope, now() + interval '24 hours'
            from (select cast(?1 as bigint) as account, cast(?2 as text) as key, decode(?3, 'hex') as hash,
                         cast(?4 as bigint) as scope) as wanted
            where pg_try_advisory_xact_lock(hashtextextended(account || ' ' || key, 0))
            on conflict (account_id, key) do update
                set request_hash = excluded.request_hash, scope = excluded.scope, status = null, body = null,
                    sealed_body = null, sealed_body_key_id = null, created_at = now(), expires_at = excluded.expires_at
                where k.expires_at < now()""";
    private static final String STORE = """
            update idempotency_keys set status = ?3, sealed_body = ?4, sealed_body_key_id = ?5
            where account_id = ?1 and key = ?2""";

    private final StoredAnswer answers;

    KeysOfTransactions(StoredAnswer answers) {
        this.answers = answers;
    }

    /** Whether the key is ours; if not, another request holds it or used it. */
    Uni<Boolean> take(KeyedRequest request) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(TAKE)
                        .setParameter(1, request.account().value())
                        .setParameter(2, request.storedKey())
                        .setParameter(3, HexFormat.of().formatHex(request.fingerprint()))
                        .setParameter(4, request.scope())
                        .executeUpdate())
                .map(taken -> taken == 1);
    }

    Uni<Void> store(KeyedRequest request, int status, String body) {
        Sealed sealed = answers.seal(request, body);
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(STORE)
                        .setParameter(1, request.account().value())
                        .setParameter(2, request.storedKey())
                        .setParameter(3, status)
                        .setParameter(4, sealed.bytes())
                        .setParameter(5, sealed.keyId())
                        .executeUpdate())
                .replaceWithVoid();
    }
}
