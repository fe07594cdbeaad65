package dev.parley.gateway.messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.gateway.http.Fields;
import dev.parley.gateway.http.Upload;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a customer wants sent, read but not yet judged: {@link SendRules} does that.
 *
 * @param body null when blank
 * @param media URLs, data URIs and base64 objects as they came
 * @param uploads files of a multipart body
 * @param quickReplies null when empty; so are {@code buttons} and {@code card}
 */
record SendRequest(
        @Nullable String body,
        List<JsonNode> media,
        List<Upload> uploads,
        @Nullable String replyToExternalId,
        @Nullable ObjectNode replyMarkup,
        @Nullable String tag,
        @Nullable ArrayNode quickReplies,
        @Nullable ArrayNode buttons,
        @Nullable ObjectNode card) {

    static SendRequest read(Fields fields) {
        List<Upload> uploads = fields.uploads().stream()
                .filter(upload -> upload.field().equals("media"))
                .filter(upload -> upload.size() > 0 || upload.fileName() != null)
                .toList();
        return new SendRequest(
                fields.presentText("body"),
                media(fields),
                uploads,
                fields.presentText("reply_to_external_id"),
                fields.object("reply_markup"),
                fields.presentText("tag"),
                filled(fields.list("quick_replies")),
                filled(fields.list("buttons")),
                filledObject(fields.object("card")));
    }

    int mediaCount() {
        return media.size() + uploads.size();
    }

    private static List<JsonNode> media(Fields fields) {
        JsonNode media = fields.node("media");
        if (media.isTextual() && media.asText().stripLeading().startsWith("[")) {
            ArrayNode list = fields.list("media");
            media = list == null ? media : list;
        }
        List<JsonNode> entries = new ArrayList<>();
        if (media.isArray()) {
            media.forEach(entries::add);
        } else if (!media.isMissingNode()) {
            entries.add(media);
        }
        entries.removeIf(
                entry -> entry.isNull() || (entry.isTextual() && entry.asText().isBlank()));
        return entries;
    }

    private static @Nullable ArrayNode filled(@Nullable ArrayNode list) {
        return list == null || list.isEmpty() ? null : list;
    }

    private static @Nullable ObjectNode filledObject(@Nullable ObjectNode object) {
        return object == null || object.isEmpty() ? null : object;
    }
}
