package dev.parley.gateway.webhooks;

import java.security.SecureRandom;
import java.util.Base64;

/** Signing secrets: {@code whsec_} and the base64 of 32 random bytes, good for both signature schemes. */
final class WebhookSecret {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private WebhookSecret() {}

    static String generate() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return "whsec_" + Base64.getEncoder().encodeToString(bytes);
    }
}
