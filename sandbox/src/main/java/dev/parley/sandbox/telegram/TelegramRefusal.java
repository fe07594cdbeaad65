package dev.parley.sandbox.telegram;

import dev.parley.sandbox.stage.Answer;
import io.vertx.core.json.JsonObject;

/** A call the Bot API refuses: {@code {"ok":false,"error_code","description","parameters"?}} with that HTTP status. */
final class TelegramRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;
    private final int retryAfter;

    private TelegramRefusal(int code, String description, int retryAfter) {
        super(description, null, false, false);
        this.code = code;
        this.retryAfter = retryAfter;
    }

    static TelegramRefusal of(int code, String description) {
        return new TelegramRefusal(code, description, -1);
    }

    static TelegramRefusal badRequest(String what) {
        return of(400, "Bad Request: " + what);
    }

    static TelegramRefusal forbidden(String what) {
        return of(403, "Forbidden: " + what);
    }

    static TelegramRefusal notFound() {
        return of(404, "Not Found");
    }

    static TelegramRefusal unauthorized() {
        return of(401, "Unauthorized");
    }

    static TelegramRefusal tooManyRequests(int retryAfter) {
        return new TelegramRefusal(429, "Too Many Requests: retry after " + retryAfter, retryAfter);
    }

    Answer answer() {
        JsonObject body =
                new JsonObject().put("ok", false).put("error_code", code).put("description", getMessage());
        if (retryAfter >= 0) {
            body.put("parameters", new JsonObject().put("retry_after", retryAfter));
        }
        return Answer.json(code, body);
    }
}
