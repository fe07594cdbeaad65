package dev.parley.sandbox;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One send a platform performed. Kept lean: benchmarks make hundreds of thousands of them.
 *
 * @param externalId the platform's id of the message
 * @param account the sending account
 * @param participant who received it
 * @param text the text or caption, null when there was none
 * @param metadata the sender's own mark, on platforms that have one
 * @param at epoch milliseconds
 * @param details what else is worth knowing (media, reply, keyboard), null for a plain text
 */
public record Sent(
        String externalId,
        String account,
        String participant,
        @Nullable String text,
        @Nullable String metadata,
        long at,
        @Nullable JsonObject details) {

    /** The control API's shape; absent values are left out, except {@code text}. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject()
                .put("external_id", externalId)
                .put("account", account)
                .put("participant", participant)
                .put("text", text);
        if (metadata != null) {
            json.put("metadata", metadata);
        }
        json.put("at", Instant.ofEpochMilli(at).toString());
        if (details != null) {
            json.mergeIn(details);
        }
        return json;
    }
}
