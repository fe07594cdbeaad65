package dev.parley.platform.instagram;

import static dev.parley.platform.graph.GraphConversation.textOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.inbound.InboundEvent;
import dev.parley.json.Json;
import dev.parley.platform.UnreadableItemException;
import dev.parley.platform.graph.GraphTime;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Comments on an account's media. Instagram tells of new ones only, not of edits, hides and removals. */
final class AccountComments {
    private AccountComments() {}

    static InboundEvent read(String account, JsonNode value, String field, Instant deliveredAt) {
        String id = textOf(value, textOf(value, "id") == null ? "comment_id" : "id");
        String media = textOf(value.path("media"), "id");
        if (id == null || media == null) {
            throw new UnreadableItemException("a comment without id or media");
        }
        String parent = textOf(value, "parent_id");
        JsonNode from = value.path("from");
        return new InboundEvent.CommentArrived(
                media,
                id,
                media.equals(parent) ? null : parent,
                textOf(value, "text"),
                author(from),
                account.equals(textOf(from, "id")) || from.has("self_ig_scoped_id"),
                null,
                GraphTime.of(value.path("created_time")).orElse(deliveredAt),
                platformData(value.path("media"), field));
    }

    private static InboundEvent.@Nullable Author author(JsonNode from) {
        String id = textOf(from, "id");
        return id == null ? null : new InboundEvent.Author(id, textOf(from, "username"), null);
    }

    private static @Nullable JsonNode platformData(JsonNode media, String field) {
        ObjectNode data = Json.object();
        for (String name : List.of("media_product_type", "ad_id", "ad_title", "original_media_id")) {
            String text = textOf(media, name);
            if (text != null) {
                data.put(name, text);
            }
        }
        if (field.equals("live_comments")) {
            data.put("live", true);
        }
        return data.isEmpty() ? null : data;
    }
}
