package dev.parley.gateway.idempotency;

import dev.parley.id.AccountId;

/**
 * A request that carries an {@code Idempotency-Key}.
 *
 * @param fingerprint what the request is; another one under the same key is refused
 */
public record KeyedRequest(AccountId account, String key, byte[] fingerprint) {}
