package dev.parley.gateway.idempotency;

import dev.parley.gateway.error.ApiException;
import dev.parley.secret.Sealed;
import dev.parley.secret.SecretCipher;
import dev.parley.secret.SecretPlace;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Answers as {@code idempotency_keys} stores them. They are sealed, because some contain secrets; those of sends are not:
 * they repeat the message's row, and are written by the statement that accepts it.
 */
@Singleton
class StoredAnswer {
    private static final Logger LOG = Logger.getLogger(StoredAnswer.class);
    private static final String OTHER_REQUEST = "Idempotency-Key was already used with a different request";
    private static final String UNREADABLE =
            "A request with this Idempotency-Key was completed, but its answer can no longer be shown";

    private final SecretCipher vault;

    StoredAnswer(SecretCipher vault) {
        this.vault = vault;
    }

    Sealed seal(KeyedRequest request, String body) {
        return vault.seal(body, place(request));
    }

    /**
     * What a row says to the same request; nothing when the row belongs to somebody else.
     *
     * <pre>
     *   row of this scope          another request ──► 422;  in progress ──► 409;  completed ──► its answer;
     *                              neither ──► unknown
     *   row from before scopes     for a key to the account: the same
     *                              for a group's key: the same request ──► 409, because its answer may be another's
     * </pre>
     */
    Earlier read(KeyedRequest request, Row row) {
        boolean same = Arrays.equals(row.getDelegate().getBuffer("request_hash").getBytes(), request.fingerprint());
        boolean foreign = row.getLong("scope") == null && request.group() != null;
        if (foreign && !same) {
            return new Earlier.None();
        }
        if (!same) {
            throw ApiException.unprocessable(OTHER_REQUEST);
        }
        Integer status = row.getInteger("status");
        if (status == null && row.getBoolean("unknown")) {
            return new Earlier.Unknown(row.getOffsetDateTime("created_at"));
        }
        if (status == null) {
            throw ApiException.conflict(IdempotencyKeys.IN_PROGRESS);
        }
        if (foreign) {
            throw ApiException.conflict(UNREADABLE);
        }
        return new Earlier.Answered(Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(body(request, row))
                .build());
    }

    private @Nullable String body(KeyedRequest request, Row row) {
        @Nullable Buffer sealed = row.getDelegate().getBuffer("sealed_body");
        if (sealed == null) {
            return row.getString("body");
        }
        try {
            return vault.open(new Sealed(row.getString("sealed_body_key_id"), sealed.getBytes()), place(request));
        } catch (IllegalStateException unopenable) {
            LOG.warnf("an idempotent answer: %s", unopenable.getMessage());
            throw ApiException.conflict(UNREADABLE);
        }
    }

    private static SecretPlace place(KeyedRequest request) {
        return SecretPlace.idempotentAnswer(request.account().value(), request.storedKey());
    }
}
