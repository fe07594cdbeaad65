package dev.parley.sandbox.graph;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call to either server.
 *
 * @param instagram whether it came to graph.instagram.com's stand-in
 * @param node the first part of the path after the version, e.g. {@code me}
 * @param edge what follows the node, e.g. {@code messages}; empty for the node itself
 * @param parameters query, form and JSON body in one
 * @param file what was uploaded; null for nothing
 */
record GraphRequest(
        boolean instagram,
        String method,
        String node,
        String edge,
        JsonObject parameters,
        @Nullable String token,
        @Nullable Upload file) {

    /** An uploaded file; its content is null when it was too big to be kept. */
    record Upload(String contentType, long size, @Nullable Buffer content) {
        private JsonObject toJson() {
            JsonObject json = new JsonObject().put("content_type", contentType).put("size", size);
            return content == null
                    ? json
                    : json.put("content", Base64.getEncoder().encodeToString(content.getBytes()));
        }

        private static Upload from(JsonObject json) {
            String content = json.getString("content");
            return new Upload(
                    json.getString("content_type"),
                    json.getLong("size"),
                    content == null ? null : Buffer.buffer(Base64.getDecoder().decode(content)));
        }
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject()
                .put("instagram", instagram)
                .put("method", method)
                .put("node", node)
                .put("edge", edge)
                .put("parameters", parameters)
                .put("token", token);
        return file == null ? json : json.put("file", file.toJson());
    }

    static GraphRequest from(JsonObject json) {
        JsonObject file = json.getJsonObject("file");
        return new GraphRequest(
                json.getBoolean("instagram"),
                json.getString("method"),
                json.getString("node"),
                json.getString("edge"),
                json.getJsonObject("parameters"),
                json.getString("token"),
                file == null ? null : Upload.from(file));
    }

    Optional<String> text(String name) {
        Object value = parameters.getValue(name);
        return value == null ? Optional.empty() : Optional.of(value.toString()).filter(text -> !text.isEmpty());
    }

    String required(String name) {
        return text(name).orElseThrow(() -> GraphRefusal.badRequest("The parameter " + name + " is required"));
    }

    /** A member that is an object, or in a form the text of one. */
    JsonObject object(String name) {
        Object value = parameters.getValue(name);
        if (value instanceof JsonObject object) {
            return object;
        }
        try {
            return value instanceof String text ? new JsonObject(text) : new JsonObject();
        } catch (DecodeException malformed) {
            throw GraphRefusal.badRequest("param " + name + " must be an object.");
        }
    }
}
