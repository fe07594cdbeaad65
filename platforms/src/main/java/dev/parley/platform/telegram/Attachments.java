package dev.parley.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.inbound.InboundAttachment;
import dev.parley.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files of a message: one, but for paid media and rich messages, which hold several. */
final class Attachments {
    /** What the package puts into an attachment's source, for {@link TelegramFiles} to read. */
    static final String FILE_ID = "file_id";

    static final String FILE_SIZE = "file_size";
    static final String FILE_NAME = "file_name";
    static final String CONTENT_TYPE = "content_type";

    private static final String PHOTO = "photo";

    private record Kind(String field, String type, String usualContentType) {}

    /** In this order, because an animation repeats its file as a document. */
    private static final List<Kind> KINDS = List.of(
            new Kind("sticker", "sticker", "image/webp"),
            new Kind("animation", "video", "video/mp4"),
            new Kind("video", "video", "video/mp4"),
            new Kind("video_note", "video", "video/mp4"),
            new Kind("audio", "audio", "audio/mpeg"),
            new Kind("voice", "audio", "audio/ogg"),
            new Kind("voice_note", "audio", "audio/ogg"),
            new Kind("document", "file", ""));

    private final List<InboundAttachment> found = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    private Attachments() {}

    static List<InboundAttachment> of(JsonNode message) {
        Attachments attachments = new Attachments();
        attachments.addAll(message);
        message.path("paid_media").path("paid_media").forEach(attachments::addAll);
        RichText.eachBlock(message.path("rich_message"), attachments::addAll);
        return List.copyOf(attachments.found);
    }

    /** Whether a message's member is a file that becomes an attachment. */
    static boolean isFile(String member, JsonNode value) {
        return value.hasNonNull(FILE_ID) && KINDS.stream().anyMatch(kind -> kind.field.equals(member));
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

    private static double area(JsonNode size) {
        return size.path("width").asDouble() * size.path("height").asDouble();
    }

    private void addAll(JsonNode holder) {
        for (Kind kind : KINDS) {
            JsonNode file = holder.path(kind.field);
            add(kind.type, file, kind.field.equals("sticker") ? stickerType(file) : kind.usualContentType);
        }
        largest(holder.path(PHOTO)).ifPresent(size -> add("image", size, "image/jpeg"));
    }

    private static String stickerType(JsonNode sticker) {
        return sticker.path("is_animated").asBoolean()
                ? "application/x-tgsticker"
                : sticker.path("is_video").asBoolean() ? "video/webm" : "image/webp";
    }

    /** What has no file id cannot be fetched; the same file is attached once. */
    private void add(String type, JsonNode file, String usualContentType) {
        String fileId = Ids.text(file.path(FILE_ID));
        @Nullable String uniqueId = Ids.text(file.path("file_unique_id"));
        if (fileId == null || !seen.add(uniqueId == null ? fileId : uniqueId)) {
            return;
        }
        String told = file.path("mime_type").asText(usualContentType);
        @Nullable String contentType = told.isEmpty() ? null : told;
        @Nullable String name = Ids.text(file.path(FILE_NAME));
        found.add(new InboundAttachment(type, uniqueId, null, source(fileId, file, contentType, name), false)
                .describedAs(name, size(file), contentType));
    }

    private static @Nullable Long size(JsonNode file) {
        JsonNode size = file.path(FILE_SIZE);
        return size.isIntegralNumber() && size.canConvertToLong() && size.asLong() >= 0 ? size.asLong() : null;
    }

    private static JsonNode source(String fileId, JsonNode file, @Nullable String contentType, @Nullable String name) {
        ObjectNode source = Json.object().put(FILE_ID, fileId);
        if (contentType != null) {
            source.put(CONTENT_TYPE, contentType);
        }
        if (name != null) {
            source.put(FILE_NAME, name);
        }
        if (file.path(FILE_SIZE).isIntegralNumber()) {
            source.set(FILE_SIZE, file.get(FILE_SIZE));
        }
        return source;
    }
}
