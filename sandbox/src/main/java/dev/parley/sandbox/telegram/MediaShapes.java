package dev.parley.sandbox.telegram;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** How messages show files: the objects of each media kind, keys in the Bot API's order. */
@ApplicationScoped
class MediaShapes {

    private final FileStore files;

    MediaShapes(FileStore files) {
        this.files = files;
    }

    /**
     * The fields a message gets: {@code photo}, {@code sticker} and so on; an animation is also its own
     * {@code document}.
     *
     * @param stored the file, or the sizes of a photo
     * @param said what the sender says about it (title, performer, emoji, file_name…)
     */
    JsonObject fields(Bot bot, List<StoredFile> stored, JsonObject said) {
        StoredFile file = stored.getLast();
        JsonObject fields = new JsonObject();
        return switch (file.kind()) {
            case PHOTO -> fields.put("photo", photoSizes(bot, stored));
            case VIDEO -> fields.put("video", moving(bot, file));
            case ANIMATION -> fields.put("animation", moving(bot, file)).put("document", document(bot, file));
            case AUDIO -> fields.put("audio", audio(bot, file, said));
            case VOICE ->
                fields.put(
                        "voice",
                        ids(
                                bot,
                                file,
                                new JsonObject()
                                        .put("duration", file.shape().duration())
                                        .put("mime_type", file.mimeType())));
            case DOCUMENT -> fields.put("document", document(bot, file));
            case STICKER -> fields.put("sticker", sticker(bot, file, said));
            case VIDEO_NOTE ->
                fields.put(
                        "video_note",
                        ids(
                                bot,
                                file,
                                new JsonObject()
                                        .put("duration", file.shape().duration())
                                        .put("length", file.shape().width())));
        };
    }

    JsonArray photoSizes(Bot bot, List<StoredFile> sizes) {
        JsonArray photo = new JsonArray();
        for (StoredFile size : sizes) {
            photo.add(ids(bot, size, new JsonObject())
                    .put("width", size.shape().width())
                    .put("height", size.shape().height()));
        }
        return photo;
    }

    private JsonObject moving(Bot bot, StoredFile file) {
        JsonObject json = new JsonObject()
                .put("duration", file.shape().duration())
                .put("width", file.shape().width())
                .put("height", file.shape().height());
        return ids(bot, file, named(file, json));
    }

    private JsonObject audio(Bot bot, StoredFile file, JsonObject said) {
        JsonObject json =
                named(file, new JsonObject().put("duration", file.shape().duration()));
        copy(said, json, "title");
        copy(said, json, "performer");
        return ids(bot, file, json);
    }

    private JsonObject document(Bot bot, StoredFile file) {
        return ids(bot, file, named(file, new JsonObject()));
    }

    private JsonObject sticker(Bot bot, StoredFile file, JsonObject said) {
        JsonObject json = new JsonObject()
                .put("width", file.shape().width() == 0 ? 512 : file.shape().width())
                .put("height", file.shape().height() == 0 ? 512 : file.shape().height());
        copy(said, json, "emoji");
        copy(said, json, "set_name");
        json.put("is_animated", file.fileName().endsWith(".tgs"))
                .put("is_video", file.fileName().endsWith(".webm"))
                .put("type", "regular");
        return ids(bot, file, json);
    }

    private static JsonObject named(StoredFile file, JsonObject json) {
        if (!file.fileName().isEmpty()) {
            json.put("file_name", file.fileName());
        }
        return json.put("mime_type", file.mimeType());
    }

    private JsonObject ids(Bot bot, StoredFile file, JsonObject json) {
        return json.put("file_id", files.fileId(bot, file))
                .put("file_unique_id", file.uniqueId())
                .put("file_size", file.size());
    }

    private static void copy(JsonObject from, JsonObject to, String field) {
        if (from.getValue(field) != null) {
            to.put(field, from.getValue(field));
        }
    }
}
