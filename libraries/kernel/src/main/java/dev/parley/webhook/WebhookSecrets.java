package dev.parley.webhook;

import dev.parley.signature.SigningKey;
import java.security.SecureRandom;
import java.util.Base64;

/** Makes secrets for webhook endpoints. */
public final class WebhookSecrets {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private WebhookSecrets() {}

    /** {@code whsec_} and base64 of 32 random bytes. */
    public static String generate() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return SigningKey.PREFIX + Base64.getEncoder().encodeToString(bytes);
    }
}
