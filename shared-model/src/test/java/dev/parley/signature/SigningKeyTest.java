package dev.parley.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SigningKeyTest {
    private static final byte[] BODY =
            "{\"event\":\"post.published\",\"data\":{\"id\":\"post-1\"}}".getBytes(StandardCharsets.UTF_8);

    @Test
    void postproxysOwnVectorComesOutTheSame() {
        assertThat(new SigningKey("whsec_test123").postproxy(1_234_567_890, BODY))
                .isEqualTo("t=1234567890,v1=c8e99efbb07ac8e3152c02dd8d83e8ddb803ae8fb001d9e1ab42fb0b1f405ef2");
    }

    @Test
    void standardWebhooksOwnVectorComesOutTheSame() {
        SigningKey key = new SigningKey("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        String signature = key.standard(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1_614_265_330,
                "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8));

        assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void nothingOfTheSecretIsShown() {
        assertThat(new SigningKey("whsec_test123")).hasToString("SigningKey");
    }
}
