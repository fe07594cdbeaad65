package dev.parley.sandbox.telegram;

import dev.parley.sandbox.stage.Answer;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What a successful method returns.
 *
 * @param value the {@code result}
 * @param description the sentence some methods add, or null
 */
record Result(Object value, @Nullable String description) {

    static Result of(Object value) {
        return new Result(value, null);
    }

    Answer answer() {
        JsonObject body = new JsonObject().put("ok", true).put("result", value);
        return Answer.json(200, description == null ? body : body.put("description", description));
    }
}
