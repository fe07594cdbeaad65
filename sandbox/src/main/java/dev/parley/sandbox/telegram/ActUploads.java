package dev.parley.sandbox.telegram;

import dev.parley.sandbox.ControlRefusal;
import dev.parley.sandbox.stage.SolidPng;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Base64;
import java.util.List;

/**
 * Files that participants send: {@code {"as":"photo|video|…","base64" or "size","file_name"?,"mime_type"?,"width"?,
 * "height"?,"duration"?,…}}. With {@code size} the bytes are made up on download, so a huge file costs nothing.
 */
@ApplicationScoped
class ActUploads {

    private static final FileShape DEFAULT_SHAPE = new FileShape(1280, 960, 3);

    private final FileStore files;
    private final MediaShapes shapes;

    ActUploads(FileStore files, MediaShapes shapes) {
        this.files = files;
        this.shapes = shapes;
    }

    /** The message fields showing the upload; none when there is none. */
    JsonObject fields(Bot bot, JsonObject upload) {
        if (upload.isEmpty()) {
            return new JsonObject();
        }
        MediaKind kind = MediaKind.named(upload.getString("as", "document"));
        JsonObject fields = shapes.fields(bot, store(kind, upload), upload);
        if (kind == MediaKind.DOCUMENT && upload.getString("mime_type") == null) {
            fields.getJsonObject("document").remove("mime_type");
        }
        return fields;
    }

    /** A profile photo: the given upload, or a plain square whose colour follows from the person. */
    List<StoredFile> avatar(long userId, JsonObject upload) {
        if (!upload.isEmpty()) {
            return store(MediaKind.PHOTO, upload);
        }
        Buffer png = SolidPng.of(160, userId);
        return files.store(MediaKind.PHOTO, UploadMeter.measure("", "image/png", png), new FileShape(160, 160, 0));
    }

    private List<StoredFile> store(MediaKind kind, JsonObject upload) {
        String fileName = upload.getString("file_name", "");
        String mimeType = upload.getString("mime_type", mimeOf(kind));
        if (upload.getString("base64") == null) {
            long size = upload.getLong("size", 1_024L);
            UploadedFile described = new UploadedFile(fileName, mimeType, size, "", Buffer.buffer(), null);
            return files.storeGenerated(kind, described, DEFAULT_SHAPE.changed(upload));
        }
        UploadedFile measured = UploadMeter.measure(fileName, mimeType, decoded(upload.getString("base64")));
        FileShape shape = ImageSize.of(measured.head()).orElse(DEFAULT_SHAPE);
        return files.store(kind, measured, shape.changed(upload));
    }

    private static Buffer decoded(String base64) {
        try {
            return Buffer.buffer(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException malformed) {
            throw ControlRefusal.badRequest("base64 is not base64");
        }
    }

    private static String mimeOf(MediaKind kind) {
        return switch (kind) {
            case PHOTO -> "image/jpeg";
            case VIDEO, ANIMATION, VIDEO_NOTE -> "video/mp4";
            case AUDIO -> "audio/mpeg";
            case VOICE -> "audio/ogg";
            case STICKER -> "image/webp";
            case DOCUMENT -> "application/octet-stream";
        };
    }
}
