package dev.parley.secret;

import java.nio.charset.StandardCharsets;

/**
 * The column of one row that holds a sealed secret. It is authenticated with the ciphertext, so a value that was copied
 * to another place does not open there.
 *
 * @param row the row's primary key
 */
public record SecretPlace(String table, String column, String row) {
    private static final String FORMAT = "parley-secret-1";
    private static final char END = '\0';

    /** The credentials of a profile. */
    public static SecretPlace profileCredentials(long profile) {
        return new SecretPlace("profiles", "credentials", Long.toString(profile));
    }

    /** The credentials of an account that waits to be chosen. */
    public static SecretPlace placementCredentials(long placement) {
        return new SecretPlace("placements", "credentials", Long.toString(placement));
    }

    /** The secret that signs a webhook's deliveries. */
    public static SecretPlace webhookSecret(long endpoint) {
        return new SecretPlace("webhook_endpoints", "secret", Long.toString(endpoint));
    }

    /** The secret before the last rotation. */
    public static SecretPlace previousWebhookSecret(long endpoint) {
        return new SecretPlace("webhook_endpoints", "previous_secret", Long.toString(endpoint));
    }

    /** What a keyed request was answered. */
    public static SecretPlace idempotentAnswer(long account, String key) {
        return new SecretPlace("idempotency_keys", "sealed_body", account + " " + key);
    }

    /** The row is the last part: a PostgreSQL text holds no NUL, so no two places share these bytes. */
    byte[] associatedData() {
        return (FORMAT + END + table + END + column + END + row).getBytes(StandardCharsets.UTF_8);
    }
}
