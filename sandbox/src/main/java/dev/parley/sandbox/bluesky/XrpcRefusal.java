package dev.parley.sandbox.bluesky;

import dev.parley.sandbox.stage.Answer;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** A refusal in the protocol's words: {@code {"error": name, "message": text}}. */
final class XrpcRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String name;
    private final transient Map<String, String> headers;

    XrpcRefusal(int status, String name, String message) {
        this(status, name, message, Map.of());
    }

    XrpcRefusal(int status, String name, String message, Map<String, String> headers) {
        super(message, null, false, false);
        this.status = status;
        this.name = name;
        this.headers = headers;
    }

    static XrpcRefusal invalid(String message) {
        return new XrpcRefusal(400, "InvalidRequest", message);
    }

    Answer answer() {
        JsonObject body = new JsonObject().put("error", name).put("message", getMessage());
        return Answer.json(status, body, headers);
    }
}
