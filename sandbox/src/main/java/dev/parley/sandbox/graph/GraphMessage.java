package dev.parley.sandbox.graph;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A message in a thread, as it looks now. */
final class GraphMessage {
    private final String mid;
    private final boolean fromAccount;
    private final long at;
    private final JsonObject content;
    private @Nullable String reaction;
    private boolean deleted;
    private int edits;

    /** @param content members of {@code message}: text, attachments, quick_replies, metadata … */
    GraphMessage(String mid, boolean fromAccount, long at, JsonObject content) {
        this.mid = mid;
        this.fromAccount = fromAccount;
        this.at = at;
        this.content = content;
    }

    String mid() {
        return mid;
    }

    boolean isFromAccount() {
        return fromAccount;
    }

    long at() {
        return at;
    }

    JsonObject content() {
        return content;
    }

    @Nullable
    String text() {
        return content.getString("text");
    }

    @Nullable
    String reaction() {
        return reaction;
    }

    void react(@Nullable String emoji) {
        reaction = emoji;
    }

    boolean isDeleted() {
        return deleted;
    }

    void delete() {
        deleted = true;
    }

    int edit(String text) {
        content.put("text", text);
        return ++edits;
    }

    /** {@code text}, {@code template}, or the type of the first attachment. */
    String kind() {
        JsonArray attachments = content.getJsonArray("attachments");
        return attachments == null || attachments.isEmpty()
                ? "text"
                : attachments.getJsonObject(0).getString("type", "other");
    }
}
