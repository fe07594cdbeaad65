package dev.parley.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a call of a Bot API method ended. */
sealed interface ApiResult {
    record Ok(JsonNode result) implements ApiResult {}

    /**
     * The Bot API refused.
     *
     * @param description its text, verbatim but for a token
     * @param retryAfter what it asked for; null when it did not
     */
    record Refused(int code, String description, @Nullable Duration retryAfter) implements ApiResult {}

    /** Somebody answered, but not the Bot API: a proxy before it, or another server. */
    record Foreign(int status) implements ApiResult {}

    /** The Bot API has not seen the call. */
    record NeverMade(String reason) implements ApiResult {}

    /** The Bot API may have done it. */
    record NoAnswer(String reason) implements ApiResult {}
}
