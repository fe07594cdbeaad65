package dev.parley.fanout.subscription;

import dev.parley.signature.SigningKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Signs an endpoint's deliveries. While its secret is being rotated, {@code X-Postproxy-Signature}, which has room for
 * one signature, stays with the old secret and {@code X-Postproxy-Signature-Next} carries the new;
 * {@code webhook-signature} carries both.
 *
 * @param previous the secret before the rotation; null when there was none
 * @param previousUntil when the old secret ends
 */
public record WebhookSigner(SigningKey current, @Nullable SigningKey previous, Instant previousUntil) {
    public static WebhookSigner of(String secret) {
        return new WebhookSigner(new SigningKey(secret), null, Instant.EPOCH);
    }

    /** @param postproxyNext null unless a rotation is going on */
    public record Signatures(String postproxy, @Nullable String postproxyNext, String standard) {}

    /** @param messageId Standard Webhooks' {@code webhook-id}: the event's id */
    public Signatures sign(String messageId, Instant now, byte[] body) {
        long seconds = now.getEpochSecond();
        String standard = current.standard(messageId, seconds, body);
        SigningKey old = previous;
        if (old == null || !now.isBefore(previousUntil)) {
            return new Signatures(current.postproxy(seconds, body), null, standard);
        }
        return new Signatures(
                old.postproxy(seconds, body),
                current.postproxy(seconds, body),
                standard + " " + old.standard(messageId, seconds, body));
    }
}
