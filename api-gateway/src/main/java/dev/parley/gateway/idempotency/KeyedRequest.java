package dev.parley.gateway.idempotency;

import dev.parley.gateway.access.Tenant;
import dev.parley.id.AccountId;
import dev.parley.id.GroupId;
import org.jspecify.annotations.Nullable;

/**
 * A request that carries an {@code Idempotency-Key}.
 *
 * @param group the one group the API key is for; null for a key to the whole account. The same idempotency key of
 *     another group, or of the account, is another key
 * @param fingerprint what the request is; another one under the same key is refused
 */
public record KeyedRequest(AccountId account, @Nullable GroupId group, String key, byte[] fingerprint) {
    private static final long WHOLE_ACCOUNT = 0;
    /** No header value contains it. */
    private static final char BEHIND_GROUP = '\n';

    static KeyedRequest of(Tenant tenant, String key, byte[] fingerprint) {
        return new KeyedRequest(tenant.account(), tenant.keyGroup(), key, fingerprint);
    }

    /** The column {@code scope}. */
    public long scope() {
        return group == null ? WHOLE_ACCOUNT : group.value();
    }

    /** The column {@code key}. */
    public String storedKey() {
        return group == null ? key : Long.toString(group.value()) + BEHIND_GROUP + key;
    }
}
