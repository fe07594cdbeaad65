package dev.parley.platform.messenger;

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

/** Comments among the changes of a Page's feed; posts, likes and reactions are none of ours. */
final class FeedComments {
    private FeedComments() {}

    static List<InboundEvent> read(String page, JsonNode value, Instant deliveredAt) {
        if (!value.path("item").asText().equals("comment")) {
            return List.of();
        }
        String id = textOf(value, "comment_id");
        if (id == null) {
            throw new UnreadableItemException("a comment without comment_id");
        }
        return switch (value.path("verb").asText()) {
            case "add" -> List.of(added(page, id, value, deliveredAt));
            case "edited" -> List.of(changed(id, InboundEvent.CommentChanged.Change.EDITED, value, deliveredAt));
            case "hide" -> List.of(changed(id, InboundEvent.CommentChanged.Change.HIDDEN, value, deliveredAt));
            case "unhide" -> List.of(changed(id, InboundEvent.CommentChanged.Change.SHOWN, value, deliveredAt));
            case "remove" -> List.of(changed(id, InboundEvent.CommentChanged.Change.REMOVED, value, deliveredAt));
            default -> List.of();
        };
    }

    private static InboundEvent added(String page, String id, JsonNode value, Instant deliveredAt) {
        String post = textOf(value, "post_id");
        if (post == null) {
            throw new UnreadableItemException("a comment without post_id");
        }
        String parent = textOf(value, "parent_id");
        InboundEvent.Author author = author(value);
        return new InboundEvent.CommentArrived(
                post,
                id,
                post.equals(parent) ? null : parent,
                textOf(value, "message"),
                author,
                author != null && author.externalId().equals(page),
                textOf(value, "permalink_url"),
                GraphTime.of(value.path("created_time")).orElse(deliveredAt),
                platformData(value));
    }

    /** The created_time of a change is that of the comment; two edits are told apart by when they were delivered. */
    private static InboundEvent changed(
            String id, InboundEvent.CommentChanged.Change change, JsonNode value, Instant at) {
        return new InboundEvent.CommentChanged(id, change, textOf(value, "message"), at);
    }

    /** Without a permission the author is left out; an older shape has it beside the message. */
    private static InboundEvent.@Nullable Author author(JsonNode value) {
        JsonNode from = value.path("from");
        String id = from.isObject() ? textOf(from, "id") : textOf(value, "sender_id");
        String name = from.isObject() ? textOf(from, "name") : textOf(value, "sender_name");
        return id == null ? null : new InboundEvent.Author(id, null, name);
    }

    private static @Nullable JsonNode platformData(JsonNode value) {
        ObjectNode data = Json.object();
        for (String name : List.of("photo", "video")) {
            String url = textOf(value, name);
            if (url != null) {
                data.put(name, url);
            }
        }
        for (JsonNode place : List.of(value, value.path("post"), value.path("media"))) {
            for (String name : List.of("ad_id", "ad_title")) {
                String text = textOf(place, name);
                if (text != null && !data.has(name)) {
                    data.put(name, text);
                }
            }
        }
        String post = textOf(value.path("post"), "permalink_url");
        if (post != null) {
            data.put("post_permalink", post);
        }
        return data.isEmpty() ? null : data;
    }
}
