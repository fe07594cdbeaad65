package dev.parley.platform.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class GraphSignatureTest {
    /** The vector of Wikipedia's article on HMAC. */
    private static final byte[] BODY = "The quick brown fox jumps over the lazy dog".getBytes(StandardCharsets.UTF_8);

    private static final String HEX = "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8";

    @Test
    void theSignatureOfOneOfTheSecretsIsGenuine() {
        assertThat(genuine("sha256=" + HEX, "key")).isTrue();
        assertThat(genuine("sha256=" + HEX, "old", "key")).isTrue();
        assertThat(genuine("sha256=" + HEX, "key", "new")).isTrue();
        assertThat(genuine("sha256=" + HEX.toUpperCase(Locale.ROOT), "key")).isTrue();
    }

    @Test
    void anythingElseIsNot() {
        assertThat(genuine("sha256=" + HEX, "other")).isFalse();
        assertThat(genuine("sha256=" + HEX)).isFalse();
        assertThat(genuine("sha256=" + HEX.substring(1), "key")).isFalse();
        assertThat(genuine("sha256=", "key")).isFalse();
        assertThat(genuine("sha1024" + HEX, "key")).isFalse();
        assertThat(genuine(HEX, "key")).isFalse();
        assertThat(genuine("", "key")).isFalse();
    }

    @Test
    void aTextIsSignedAsHex() {
        assertThat(Hmac.hex("key", new String(BODY, StandardCharsets.UTF_8))).isEqualTo(HEX);
    }

    private static boolean genuine(String header, String... secrets) {
        return GraphSignature.isGenuine(header, BODY, List.of(secrets));
    }
}
