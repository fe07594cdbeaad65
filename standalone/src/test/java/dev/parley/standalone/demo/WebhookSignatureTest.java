package dev.parley.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {
    private static final String HEX = "c8e99efbb07ac8e3152c02dd8d83e8ddb803ae8fb001d9e1ab42fb0b1f405ef2";
    private static final byte[] BODY =
            "{\"event\":\"post.published\",\"data\":{\"id\":\"post-1\"}}".getBytes(StandardCharsets.UTF_8);

    private final WebhookSignature signature = new WebhookSignature("whsec_test123");

    @Test
    void theKnownVectorMatches() {
        assertThat(signature.matches("t=1234567890,v1=" + HEX, BODY)).isTrue();
    }

    @Test
    void anotherBodyDoesNotMatch() {
        assertThat(signature.matches("t=1234567890,v1=" + HEX, "{}".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
    }

    @Test
    void anotherSecretDoesNotMatch() {
        assertThat(new WebhookSignature("test123").matches("t=1234567890,v1=" + HEX, BODY))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v1=" + HEX, "t=1234567891,v1=" + HEX, "t=1234567890, v1=" + HEX, "t=1,v1=abc"})
    void aHeaderOfAnotherFormDoesNotMatch(String header) {
        assertThat(signature.matches(header, BODY)).isFalse();
    }

    @Test
    void noHeaderDoesNotMatch() {
        assertThat(signature.matches(null, BODY)).isFalse();
    }
}
