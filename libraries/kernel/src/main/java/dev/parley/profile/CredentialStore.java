package dev.parley.profile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.json.Json;
import dev.parley.secret.Sealed;
import dev.parley.secret.SecretCipher;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Credentials that a platform rotates (session tokens, long-lived tokens before they expire). The one thing a
 * platform's package may write: and only by compare-and-set, because several services may rotate at once.
 */
@ApplicationScoped
public class CredentialStore {
    private static final String REPLACE = """
            update profiles set credentials = $3, credentials_key_id = $4, expires_at = coalesce($5, expires_at),
                                updated_at = now()
            where id = $1 and credentials = $2""";

    private final Pool pool;
    private final SecretCipher vault;
    private final ProfileDirectory profiles;

    public CredentialStore(Pool pool, SecretCipher vault, ProfileDirectory profiles) {
        this.pool = pool;
        this.vault = vault;
        this.profiles = profiles;
    }

    /** What the platform's package stored when the account was connected, or rotated since; empty after a disconnect. */
    public Optional<JsonNode> open(Profile profile) {
        Sealed sealed = profile.credentials();
        return sealed == null
                ? Optional.empty()
                : Optional.of(Json.read(vault.open(sealed, profile.credentialsPlace())));
    }

    /** The same, as the database has it now: another service may have rotated a moment ago. */
    public Uni<Optional<JsonNode>> openFresh(Profile profile) {
        return profiles.fresh(profile.id()).map(found -> found.flatMap(this::open));
    }

    /**
     * Stores rotated credentials if nobody else did meanwhile.
     *
     * @param profile as it was when the rotation began
     * @param expiresAt when the new ones end; null leaves what is known
     * @return false when somebody else was quicker: read {@link #openFresh} and use theirs
     */
    public Uni<Boolean> replace(Profile profile, JsonNode rotated, @Nullable Instant expiresAt) {
        Sealed old = profile.credentials();
        if (old == null) {
            return Uni.createFrom().item(false);
        }
        Sealed fresh = vault.seal(rotated.toString(), profile.credentialsPlace());
        Tuple parameters = Tuple.tuple()
                .addLong(profile.id().value())
                .addBuffer(Buffer.buffer(old.bytes()))
                .addBuffer(Buffer.buffer(fresh.bytes()))
                .addString(fresh.keyId())
                .addOffsetDateTime(expiresAt == null ? null : expiresAt.atOffset(ZoneOffset.UTC));
        return pool.preparedQuery(REPLACE)
                .execute(parameters)
                .call(() -> profiles.fresh(profile.id()))
                .map(updated -> updated.rowCount() == 1);
    }
}
