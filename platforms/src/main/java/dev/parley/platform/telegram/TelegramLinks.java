package dev.parley.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.parley.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that a message's words do not show, as {@code {type, title, url}}: behind a part of the text, within a rich
 * message, and of a story in a public chat.
 */
final class TelegramLinks {
    private final ArrayNode links = Json.array();

    private TelegramLinks() {}

    static ArrayNode of(JsonNode message) {
        TelegramLinks found = new TelegramLinks();
        found.entities(message.path("entities"), message.path("text").asText(""));
        found.entities(message.path("caption_entities"), message.path("caption").asText(""));
        for (JsonNode text : message.path("rich_message").findParents("url")) {
            String url = Ids.text(text.path("url"));
            if (url != null && text.path("type").asText("").equals("url")) {
                found.add("text_link", RichText.of(text.path("text")), url);
            }
        }
        found.story(message.path("story"));
        return found.links;
    }

    private void entities(JsonNode entities, String text) {
        for (JsonNode entity : entities) {
            String url = Ids.text(entity.path("url"));
            if (url != null && entity.path("type").asText("").equals("text_link")) {
                add(
                        "text_link",
                        part(
                                text,
                                entity.path("offset").asInt(-1),
                                entity.path("length").asInt(-1)),
                        url);
            }
        }
    }

    /** Offsets count UTF-16 units, as Java does. */
    private static @Nullable String part(String text, int offset, int length) {
        return offset >= 0 && length > 0 && offset <= text.length() - length
                ? text.substring(offset, offset + length)
                : null;
    }

    private void story(JsonNode story) {
        String chat = Ids.text(story.path("chat").path("username"));
        String id = Ids.of(story.path("id"));
        if (chat != null && id != null) {
            add("story", Ids.text(story.path("chat").path("title")), "https://t.me/" + chat + "/s/" + id);
        }
    }

    private void add(String type, @Nullable String title, String url) {
        links.addObject()
                .put("type", type)
                .put("title", title == null || title.isEmpty() ? null : title)
                .put("url", url);
    }
}
