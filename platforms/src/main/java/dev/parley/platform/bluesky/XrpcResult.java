package dev.parley.platform.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.platform.PlatformError;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How an XRPC call ended. */
sealed interface XrpcResult {
    /** @param serverTime what the server's clock said; null when it did not tell */
    record Ok(JsonNode body, @Nullable Instant serverTime) implements XrpcResult {}

    /**
     * The server refused.
     *
     * @param name the error's name, e.g. {@code InvalidConvo}; empty when there is none
     * @param retryAfter what the server asked for; null when it did not
     */
    record Refused(
            int status,
            String name,
            String message,
            @Nullable Duration retryAfter) implements XrpcResult {
        /** In the server's words; one that has none did answer all the same. */
        PlatformError error() {
            String words = message.isEmpty() ? name : message;
            return new PlatformError(
                    words.isEmpty() ? "Bluesky answered with status " + status : words,
                    name.isEmpty() ? null : name,
                    null,
                    null);
        }
    }

    /** The server has not seen the call. */
    record NeverMade(String reason) implements XrpcResult {}

    /** The server may have done it. */
    record NoAnswer(String reason) implements XrpcResult {}

    /** The account can no longer get in. */
    record LockedOut(PlatformError error) implements XrpcResult {}
}
