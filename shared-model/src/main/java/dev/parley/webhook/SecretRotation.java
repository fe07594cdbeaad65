package dev.parley.webhook;

import dev.parley.id.WebhookId;
import dev.parley.secret.Sealed;
import dev.parley.secret.Vault;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Gives an endpoint a new secret while the old one signs on for a day, so that a receiver can change over without
 * refusing anything; see {@link dev.parley.signature.WebhookSigner}. A second rotation within the day ends the first:
 * the oldest secret goes.
 */
@ApplicationScoped
public class SecretRotation {
    private static final String ROTATE = """
            update webhook_endpoints
            set previous_secret = secret, previous_secret_key_id = secret_key_id,
                previous_secret_until = now() + interval '24 hours',
                secret = $2, secret_key_id = $3, updated_at = now()
            where id = $1""";

    private final Pool pool;
    private final Vault vault;

    public SecretRotation(Pool pool, Vault vault) {
        this.pool = pool;
        this.vault = vault;
    }

    public Uni<Void> rotate(WebhookId endpoint) {
        Sealed fresh = vault.seal(WebhookSecrets.generate());
        Tuple parameters = Tuple.tuple()
                .addLong(endpoint.value())
                .addBuffer(Buffer.buffer(fresh.bytes()))
                .addString(fresh.keyId());
        return pool.preparedQuery(ROTATE).execute(parameters).replaceWithVoid();
    }
}
