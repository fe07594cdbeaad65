package dev.parley.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.inbound.InboundAttachment;
import dev.parley.json.Json;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a message says.
 *
 * @param platformData what else may matter: the album, the topic, a sticker's emoji; the whole object of a kind that
 *     has no words (contact, location, poll …)
 * @param unsupported whether it is of such a kind
 */
record MessageContent(
        @Nullable String body,
        List<InboundAttachment> attachments,
        @Nullable JsonNode platformData,
        boolean unsupported) {

    /** Empty for a service message. */
    static Optional<MessageContent> of(JsonNode message) {
        Optional<InboundAttachment> attachment = Attachments.of(message);
        String body = Ids.text(message.path(message.has("text") ? "text" : "caption"));
        ObjectNode data = Json.object();
        copy(message, "media_group_id", data);
        copy(message, "message_thread_id", data);
        sticker(message.path("sticker"), data);
        if (attachment.isPresent() || message.hasNonNull("text")) {
            return Optional.of(
                    new MessageContent(body, attachment.stream().toList(), data.isEmpty() ? null : data, false));
        }
        if (MessageFields.isService(message)) {
            return Optional.empty();
        }
        objects(message, data);
        return Optional.of(new MessageContent(body, List.of(), data.isEmpty() ? null : data, true));
    }

    private static void copy(JsonNode from, String name, ObjectNode to) {
        if (from.hasNonNull(name)) {
            to.set(name, from.get(name));
        }
    }

    private static void sticker(JsonNode sticker, ObjectNode data) {
        ObjectNode shown = Json.object();
        copy(sticker, "emoji", shown);
        copy(sticker, "set_name", shown);
        if (!shown.isEmpty()) {
            data.set("sticker", shown);
        }
    }

    private static void objects(JsonNode message, ObjectNode data) {
        for (Iterator<Map.Entry<String, JsonNode>> each = message.fields(); each.hasNext(); ) {
            Map.Entry<String, JsonNode> field = each.next();
            if (MessageFields.isContent(field.getKey())) {
                data.set(field.getKey(), field.getValue());
            }
        }
        if (data.has("venue")) {
            data.remove("location");
        }
    }
}
