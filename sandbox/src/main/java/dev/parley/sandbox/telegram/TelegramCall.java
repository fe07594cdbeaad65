package dev.parley.sandbox.telegram;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call of a method of the Bot API, complete: whatever had to be fetched for it is there. */
record TelegramCall(String token, String method, CallParameters parameters) {

    JsonObject toJson() {
        JsonObject uploads = new JsonObject();
        parameters.uploads().forEach((name, upload) -> uploads.put(name, toJson(upload)));
        JsonObject json = new JsonObject()
                .put("token", token)
                .put("method", method)
                .put("values", new JsonObject(parameters.values()));
        if (!uploads.isEmpty()) {
            json.put("uploads", uploads);
        }
        return parameters.fetched() == null ? json : json.put("fetched", toJson(parameters.fetched()));
    }

    static TelegramCall from(JsonObject json) {
        Map<String, UploadedFile> uploads = new HashMap<>();
        json.getJsonObject("uploads", new JsonObject())
                .forEach(entry -> uploads.put(entry.getKey(), upload((JsonObject) entry.getValue())));
        JsonObject fetched = json.getJsonObject("fetched");
        return new TelegramCall(
                json.getString("token"),
                json.getString("method"),
                new CallParameters(
                        CallReader.wrapped(json.getJsonObject("values").getMap()),
                        uploads,
                        fetched == null ? null : upload(fetched)));
    }

    /** The head is part of the content where that was kept. */
    private static JsonObject toJson(UploadedFile upload) {
        Buffer content = upload.content();
        JsonObject json = new JsonObject()
                .put("file_name", upload.fileName())
                .put("mime_type", upload.mimeType())
                .put("size", upload.size())
                .put("sha256", upload.sha256());
        return content == null ? json.put("head", base64(upload.head())) : json.put("content", base64(content));
    }

    private static UploadedFile upload(JsonObject json) {
        Buffer content = bytes(json.getString("content"));
        Buffer head = bytes(json.getString("head"));
        return new UploadedFile(
                json.getString("file_name"),
                json.getString("mime_type"),
                json.getLong("size"),
                json.getString("sha256"),
                content == null ? head == null ? Buffer.buffer() : head : UploadMeter.headOf(content),
                content);
    }

    private static String base64(Buffer bytes) {
        return Base64.getEncoder().encodeToString(bytes.getBytes());
    }

    private static @Nullable Buffer bytes(@Nullable String base64) {
        return base64 == null ? null : Buffer.buffer(Base64.getDecoder().decode(base64));
    }
}
