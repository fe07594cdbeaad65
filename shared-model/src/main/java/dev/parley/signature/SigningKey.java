package dev.parley.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A webhook secret, ready to sign with in both schemes. The text is {@code whsec_} and base64 of random bytes:
 * Postproxy's scheme keys with the whole text, Standard Webhooks with the decoded bytes.
 */
public final class SigningKey {
    public static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";
    private static final ThreadLocal<Mac> MAC = ThreadLocal.withInitial(SigningKey::newMac);

    private final SecretKeySpec wholeText;
    private final SecretKeySpec decoded;

    public SigningKey(String secret) {
        wholeText = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        decoded = new SecretKeySpec(decode(secret), ALGORITHM);
    }

    /** {@code t=<unix seconds>,v1=<64 hex digits>} over {@code <t>.<body>}. */
    public String postproxy(long unixSeconds, byte[] body) {
        return "t=" + unixSeconds + ",v1=" + HexFormat.of().formatHex(hmac(wholeText, unixSeconds + ".", body));
    }

    /** {@code v1,<base64>} over {@code <id>.<t>.<body>}. */
    public String standard(String messageId, long unixSeconds, byte[] body) {
        byte[] mac = hmac(decoded, messageId + "." + unixSeconds + ".", body);
        return "v1," + Base64.getEncoder().encodeToString(mac);
    }

    private static byte[] hmac(SecretKeySpec key, String before, byte[] body) {
        try {
            Mac mac = MAC.get();
            mac.init(key);
            mac.update(before.getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A text that is no base64 (nobody gets such a secret from us) is its own key. */
    private static byte[] decode(String secret) {
        try {
            return Base64.getDecoder().decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret);
        } catch (IllegalArgumentException otherText) {
            return secret.getBytes(StandardCharsets.UTF_8);
        }
    }

    private static Mac newMac() {
        try {
            return Mac.getInstance(ALGORITHM);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Shows nothing of the secret. */
    @Override
    public String toString() {
        return "SigningKey";
    }
}
