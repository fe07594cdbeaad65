package dev.parley.sandbox.bluesky;

import dev.parley.sandbox.Moment;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A message of a conversation. Guarded by {@link World}. */
final class BlueskyMessage {
    final String id;
    final String senderDid;
    final String text;
    final @Nullable JsonArray facets;
    /** Whatever else the view shows: an embed, the message it answers. */
    final JsonObject more;

    final Instant sentAt = Moment.instant();
    final Set<String> deletedFor = new HashSet<>();
    String rev;

    BlueskyMessage(String id, String rev, String senderDid, String text, @Nullable JsonArray facets, JsonObject more) {
        this.id = id;
        this.rev = rev;
        this.senderDid = senderDid;
        this.text = text;
        this.facets = facets;
        this.more = more;
    }

    /** The message as it is now for this viewer; a deleted one shows only that it was there. */
    JsonObject view(String viewer) {
        boolean deleted = deletedFor.contains(viewer);
        JsonObject view = new JsonObject()
                .put("$type", "chat.bsky.convo.defs#" + (deleted ? "deletedMessageView" : "messageView"))
                .put("id", id)
                .put("rev", rev);
        if (!deleted) {
            view.put("text", text);
            if (facets != null) {
                view.put("facets", facets);
            }
            view.mergeIn(more.copy());
        }
        return view.put("sender", new JsonObject().put("did", senderDid))
                .put("sentAt", DateTimeFormatter.ISO_INSTANT.format(sentAt));
    }

    /** What sendMessage answers: production leaves the type out. */
    JsonObject answer() {
        JsonObject view = view("");
        view.remove("$type");
        return view;
    }
}
