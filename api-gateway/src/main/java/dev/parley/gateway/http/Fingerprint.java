package dev.parley.gateway.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Tells whether two requests are the same one sent twice. */
final class Fingerprint {
    private Fingerprint() {}

    static byte[] of(String method, @Nullable String path, @Nullable String query, byte[] canonicalBody) {
        MessageDigest digest = sha256();
        digest.update(
                (method + '\n' + path + '\n' + (query == null ? "" : query) + '\n').getBytes(StandardCharsets.UTF_8));
        return digest.digest(canonicalBody);
    }

    /** Of a text that is not kept itself. */
    static String hex(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
