package dev.parley.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.inbound.InboundAttachment;
import dev.parley.json.Json;
import java.util.List;
import java.util.Optional;

/** The one file of a message. */
final class Attachments {
    /** What the package puts into an attachment's source, for {@link TelegramFiles} to read. */
    static final String FILE_ID = "file_id";

    static final String FILE_SIZE = "file_size";
    static final String FILE_NAME = "file_name";
    static final String CONTENT_TYPE = "content_type";

    private record Kind(String field, String type, String usualContentType) {}

    /** In this order, because an animation repeats its file as a document. */
    private static final List<Kind> KINDS = List.of(
            new Kind("animation", "video", "video/mp4"),
            new Kind("video", "video", "video/mp4"),
            new Kind("video_note", "video", "video/mp4"),
            new Kind("audio", "audio", "audio/mpeg"),
            new Kind("voice", "audio", "audio/ogg"),
            new Kind("document", "file", ""));

    private Attachments() {}

    static Optional<InboundAttachment> of(JsonNode message) {
        if (message.path("sticker").isObject()) {
            return Optional.of(sticker(message.get("sticker")));
        }
        for (Kind kind : KINDS) {
            if (message.path(kind.field).isObject()) {
                return Optional.of(attachment(kind.type, message.get(kind.field), kind.usualContentType));
            }
        }
        return largest(message.path("photo")).map(size -> attachment("image", size, "image/jpeg"));
    }

    /** By its area: sizes may come in any order, and a larger picture may be the smaller file. */
    static Optional<JsonNode> largest(JsonNode photo) {
        JsonNode largest = null;
        for (JsonNode size : photo) {
            if (size.isObject() && (largest == null || area(size) >= area(largest))) {
                largest = size;
            }
        }
        return Optional.ofNullable(largest);
    }

    private static long area(JsonNode size) {
        return size.path("width").asLong() * size.path("height").asLong();
    }

    private static InboundAttachment sticker(JsonNode sticker) {
        String contentType = sticker.path("is_animated").asBoolean()
                ? "application/x-tgsticker"
                : sticker.path("is_video").asBoolean() ? "video/webm" : "image/webp";
        return attachment("sticker", sticker, contentType);
    }

    private static InboundAttachment attachment(String type, JsonNode file, String usualContentType) {
        String fileId = Ids.text(file.path("file_id"));
        return new InboundAttachment(
                type,
                Ids.text(file.path("file_unique_id")),
                null,
                fileId == null ? null : source(fileId, file, usualContentType),
                false);
    }

    private static JsonNode source(String fileId, JsonNode file, String usualContentType) {
        ObjectNode source = Json.object().put(FILE_ID, fileId);
        String contentType = file.path("mime_type").asText(usualContentType);
        if (!contentType.isEmpty()) {
            source.put(CONTENT_TYPE, contentType);
        }
        String name = Ids.text(file.path("file_name"));
        if (name != null) {
            source.put(FILE_NAME, name);
        }
        if (file.path("file_size").isIntegralNumber()) {
            source.set(FILE_SIZE, file.get("file_size"));
        }
        return source;
    }
}
