package dev.parley.gateway.error;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer other than success, in one of the contract's shapes. Every shape has a string {@code error}; only the
 * shape for a missing parameter also has {@code message}, because some clients prefer it to {@code error}.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient ObjectNode body;
    private final boolean outcomeUnknown;

    private Refusal(int status, ObjectNode body) {
        this(status, body, false);
    }

    private Refusal(int status, ObjectNode body, boolean outcomeUnknown) {
        super(body.path("error").asText(), null, false, false);
        this.status = status;
        this.body = body;
        this.outcomeUnknown = outcomeUnknown;
    }

    public int status() {
        return status;
    }

    public ObjectNode body() {
        return body;
    }

    /** Whether what was asked for may have happened all the same. */
    public boolean isOutcomeUnknown() {
        return outcomeUnknown;
    }

    public static Refusal of(int status, String error) {
        return new Refusal(status, Json.object().put("error", error));
    }

    public static Refusal of(int status, String error, @Nullable String errorCode) {
        ObjectNode body = Json.object().put("error", error);
        if (errorCode != null) {
            body.put("error_code", errorCode);
        }
        return new Refusal(status, body);
    }

    /** 400: the request says something that cannot be meant. */
    public static Refusal badRequest(String error) {
        return of(400, error);
    }

    /** 400: a required parameter is absent. */
    public static Refusal missing(String parameter) {
        return framework("param is missing or the value is empty: " + parameter);
    }

    /** 400: the body cannot be read at all. */
    public static Refusal unreadable() {
        return framework("Error occurred while parsing request parameters");
    }

    private static Refusal framework(String message) {
        return new Refusal(
                400,
                Json.object().put("status", 400).put("error", "Bad Request").put("message", message));
    }

    public static Refusal invalidKey() {
        return of(401, "Invalid API key");
    }

    /** 404: it does not exist, or lies outside the key's scope; the two are never told apart. */
    public static Refusal notFound() {
        return of(404, "Not found");
    }

    public static Refusal methodNotAllowed() {
        return of(405, "Method not allowed");
    }

    public static Refusal conflict(String error) {
        return of(409, error);
    }

    public static Refusal tooLarge() {
        return of(413, "Payload too large");
    }

    public static Refusal unsupportedMediaType() {
        return of(415, "Unsupported media type");
    }

    public static Refusal unprocessable(String error) {
        return of(422, error);
    }

    /** 422 of a resource's own rules: all texts in {@code errors}, and together in {@code error}. */
    public static Refusal invalid(List<String> errors) {
        ObjectNode body = Json.object().put("error", String.join(", ", errors));
        body.set("errors", Json.MAPPER.valueToTree(errors));
        return new Refusal(422, body);
    }

    /** It may or may not have happened. */
    public static Refusal outcomeUnknown(int status, String error) {
        return new Refusal(status, Json.object().put("error", error), true);
    }

    public static Refusal unavailable() {
        return of(503, "Service temporarily unavailable");
    }
}
