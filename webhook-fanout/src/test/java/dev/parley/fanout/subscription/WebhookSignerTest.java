package dev.parley.fanout.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.signature.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WebhookSignerTest {
    private static final byte[] BODY =
            "{\"event\":\"post.published\",\"data\":{\"id\":\"post-1\"}}".getBytes(StandardCharsets.UTF_8);
    private static final Instant NOW = Instant.ofEpochSecond(1_234_567_890);

    @Test
    void postproxysOwnVectorComesOutTheSame() {
        assertThat(WebhookSigner.of("whsec_test123").sign("evt_1", NOW, BODY).postproxy())
                .isEqualTo("t=1234567890,v1=c8e99efbb07ac8e3152c02dd8d83e8ddb803ae8fb001d9e1ab42fb0b1f405ef2");
    }

    @Test
    void duringARotationTheOldSecretStaysAndTheNewOneIsAdded() {
        SigningKey old = new SigningKey("whsec_b2xk");
        SigningKey fresh = new SigningKey("whsec_ZnJlc2g=");
        WebhookSigner rotating = new WebhookSigner(fresh, old, NOW.plusSeconds(60));

        WebhookSigner.Signatures signatures = rotating.sign("evt_1", NOW, BODY);

        assertThat(signatures.postproxy()).isEqualTo(old.postproxy(1_234_567_890, BODY));
        assertThat(signatures.postproxyNext()).isEqualTo(fresh.postproxy(1_234_567_890, BODY));
        assertThat(signatures.standard().split(" "))
                .containsExactly(
                        fresh.standard("evt_1", 1_234_567_890, BODY), old.standard("evt_1", 1_234_567_890, BODY));
    }

    @Test
    void afterARotationTheOldSecretSignsNothing() {
        SigningKey fresh = new SigningKey("whsec_ZnJlc2g=");
        WebhookSigner rotated = new WebhookSigner(fresh, new SigningKey("whsec_b2xk"), NOW);

        WebhookSigner.Signatures signatures = rotated.sign("evt_1", NOW, BODY);

        assertThat(signatures.postproxy()).isEqualTo(fresh.postproxy(1_234_567_890, BODY));
        assertThat(signatures.postproxyNext()).isNull();
        assertThat(signatures.standard()).doesNotContain(" ");
    }
}
