package dev.parley.sandbox.control;

import dev.parley.sandbox.ControlRefusal;
import io.vertx.core.json.JsonObject;

/** Reading the JSON objects that control requests carry. */
final class RequestBody {

    private RequestBody() {}

    /** The body as an object; an absent body is an empty one. */
    static JsonObject parse(String body) {
        return body.isBlank() ? new JsonObject() : new JsonObject(body);
    }

    static String required(JsonObject body, String name) {
        Object value = body.getValue(name);
        if (value == null) {
            throw ControlRefusal.badRequest(name + " is required");
        }
        return value.toString();
    }
}
