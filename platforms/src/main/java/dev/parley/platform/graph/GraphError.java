package dev.parley.platform.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.platform.PlatformError;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A refusal. What it means is read from the numbers alone: the text is in the language of whoever owns the token.
 *
 * @param status HTTP status; an error may also come with 200
 * @param code 0 when the answer names none
 * @param subcode 0 when the answer names none
 * @param passing Meta's {@code is_transient}
 * @param regain when the usage headers say that calls will be allowed again; null when they do not
 */
public record GraphError(
        int status,
        int code,
        int subcode,
        boolean passing,
        String message,
        @Nullable Duration regain) {
    private static final int SHORT = 8;

    /** From an answer's body, of which any member may be missing. */
    static GraphError of(int status, JsonNode body, @Nullable Duration regain) {
        JsonNode error = body.path("error");
        return new GraphError(
                status,
                error.path("code").asInt(body.path("code").asInt(0)),
                error.path("error_subcode").asInt(0),
                error.path("is_transient").asBoolean(false),
                textOf(error, body, status),
                regain);
    }

    /** The same without these texts in its message; short ones are left, they say nothing. */
    GraphError hiding(Set<String> secrets) {
        String clean = message;
        for (String secret : secrets) {
            clean = secret.length() < SHORT ? clean : clean.replace(secret, "…");
        }
        return new GraphError(status, code, subcode, passing, clean, regain);
    }

    public ErrorClass meaning() {
        return ErrorClass.of(this);
    }

    public PlatformError toPlatformError() {
        return new PlatformError(
                message,
                code == 0 ? null : Integer.toString(code),
                subcode == 0 ? null : Integer.toString(subcode),
                meaning().note());
    }

    private static String textOf(JsonNode error, JsonNode body, int status) {
        String text = error.path("message").asText(body.path("error_message").asText(""));
        return text.isEmpty() ? "HTTP " + status : text;
    }
}
