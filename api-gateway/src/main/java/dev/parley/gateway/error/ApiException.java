package dev.parley.gateway.error;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer other than success, in one of the contract's shapes. Every shape has a string {@code error}; only the
 * shape for a missing parameter also has {@code message}, because some clients prefer it to {@code error}.
 */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient ObjectNode body;
    private final boolean outcomeUnknown;

    private ApiException(int status, ObjectNode body) {
        this(status, body, false);
    }

    private ApiException(int status, ObjectNode body, boolean outcomeUnknown) {
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

    public static ApiException of(int status, String error) {
        return new ApiException(status, Json.object().put("error", error));
    }

    public static ApiException of(int status, String error, @Nullable String errorCode) {
        ObjectNode body = Json.object().put("error", error);
        if (errorCode != null) {
            body.put("error_code", errorCode);
        }
        return new ApiException(status, body);
    }

    /** 400: the request says something that cannot be meant. */
    public static ApiException badRequest(String error) {
        return of(400, error);
    }

    /** 400: a required parameter is absent. */
    public static ApiException missing(String parameter) {
        return framework("param is missing or the value is empty: " + parameter);
    }

    /** 400: the body cannot be read at all. */
    public static ApiException unreadable() {
        return framework("Error occurred while parsing request parameters");
    }

    private static ApiException framework(String message) {
        return new ApiException(
                400,
                Json.object().put("status", 400).put("error", "Bad Request").put("message", message));
    }

    public static ApiException invalidKey() {
        return of(401, "Invalid API key");
    }

    /** 404: it does not exist, or lies outside the key's scope; the two are never told apart. */
    public static ApiException notFound() {
        return of(404, "Not found");
    }

    public static ApiException methodNotAllowed() {
        return of(405, "Method not allowed");
    }

    public static ApiException conflict(String error) {
        return of(409, error);
    }

    public static ApiException tooLarge() {
        return of(413, "Payload too large");
    }

    public static ApiException unsupportedMediaType() {
        return of(415, "Unsupported media type");
    }

    public static ApiException unprocessable(String error) {
        return of(422, error);
    }

    /** 422 of a resource's own rules: all texts in {@code errors}, and together in {@code error}. */
    public static ApiException invalid(List<String> errors) {
        ObjectNode body = Json.object().put("error", String.join(", ", errors));
        body.set("errors", Json.MAPPER.valueToTree(errors));
        return new ApiException(422, body);
    }

    /** It may or may not have happened. */
    public static ApiException outcomeUnknown(int status, String error) {
        return new ApiException(status, Json.object().put("error", error), true);
    }

    public static ApiException unavailable() {
        return of(503, "Service temporarily unavailable");
    }
}
