package dev.parley.platform.graph;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** {@code X-Hub-Signature-256} over the raw bytes of a delivery. */
final class GraphSignature {
    static final String HEADER = "x-hub-signature-256";
    private static final String PREFIX = "sha256=";

    private GraphSignature() {}

    /** Whether one of the secrets signed the body. Takes as long for a wrong signature as for a right one. */
    static boolean isGenuine(String header, byte[] body, List<String> secrets) {
        if (!header.startsWith(PREFIX)) {
            return false;
        }
        byte[] claimed =
                header.substring(PREFIX.length()).toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
        boolean genuine = false;
        for (String secret : secrets) {
            byte[] computed = HexFormat.of().formatHex(Hmac.of(secret, body)).getBytes(StandardCharsets.US_ASCII);
            genuine |= MessageDigest.isEqual(computed, claimed);
        }
        return genuine;
    }
}
