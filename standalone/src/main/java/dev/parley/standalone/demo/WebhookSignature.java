package dev.parley.standalone.demo;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Checks {@code X-Postproxy-Signature} the way a subscriber does: {@code t=<unix seconds>,v1=<64 hex digits>}, the
 * HMAC-SHA256 of {@code <t>.<raw body>} under the whole secret string.
 */
public final class WebhookSignature {
    private static final Pattern HEADER = Pattern.compile("t=(\\d+),v1=([0-9a-f]{64})");
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /** @param secret as the API gave it out, its {@code whsec_} included */
    public WebhookSignature(String secret) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** Whether the header signs exactly these bytes. */
    public boolean matches(@Nullable String header, byte[] body) {
        Matcher parts = HEADER.matcher(header == null ? "" : header);
        if (!parts.matches()) {
            return false;
        }
        byte[] claimed = HexFormat.of().parseHex(parts.group(2));
        return MessageDigest.isEqual(claimed, sign(parts.group(1), body));
    }

    private byte[] sign(String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
