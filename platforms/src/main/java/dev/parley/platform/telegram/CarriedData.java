package dev.parley.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.json.Json;
import java.util.Map;
import java.util.Set;

/**
 * What a message carries beyond its words and files: entities, quotes, where it was forwarded from, what it replies to in
 * another chat, a contact, members that Telegram adds later. All of it unchanged, but for what has a member of its own; and
 * the links among it, in the shape that all networks share.
 */
final class CarriedData {
    private static final Set<String> SHOWN_ELSEWHERE =
            Set.of("message_id", "from", "chat", "date", "edit_date", "text", "caption", "reply_to_message", "photo");

    /** Of a file, because the attachment has them, or because they change without the file. */
    private static final Set<String> OF_THE_FILE =
            Set.of("file_id", "file_unique_id", "file_size", "file_name", "mime_type");

    private CarriedData() {}

    static ObjectNode of(JsonNode message) {
        ObjectNode carried = Json.object();
        for (Map.Entry<String, JsonNode> member : message.properties()) {
            JsonNode value = member.getValue();
            if (!value.isNull() && !SHOWN_ELSEWHERE.contains(member.getKey())) {
                put(carried, member.getKey(), value);
            }
        }
        if (carried.has("venue")) {
            carried.remove("location");
        }
        ArrayNode links = TelegramLinks.of(message);
        if (!links.isEmpty()) {
            carried.set("links", links);
        }
        return carried;
    }

    private static void put(ObjectNode carried, String name, JsonNode value) {
        if (!Attachments.isFile(name, value)) {
            carried.set(name, value);
            return;
        }
        JsonNode facts = withoutFile(value);
        if (!facts.isEmpty()) {
            carried.set(name, facts);
        }
    }

    /** A sticker's emoji, a song's title, how long a voice message is. */
    private static JsonNode withoutFile(JsonNode file) {
        ObjectNode facts = Json.object();
        for (Map.Entry<String, JsonNode> member : file.properties()) {
            if (member.getValue().isValueNode() && !OF_THE_FILE.contains(member.getKey())) {
                facts.set(member.getKey(), member.getValue());
            }
        }
        return facts;
    }
}
