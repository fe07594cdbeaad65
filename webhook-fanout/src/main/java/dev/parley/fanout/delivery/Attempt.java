package dev.parley.fanout.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one call went.
 *
 * @param status the answer's; null when there was none
 * @param error why there was none; null when there was one
 * @param retryAfter what the receiver asked for; null when it did not
 */
public record Attempt(
        Instant at,
        Duration took,
        @Nullable Integer status,
        @Nullable String error,
        @Nullable Duration retryAfter) {
    private static final int GONE = 410;
    private static final int TOO_MANY_REQUESTS = 429;

    public boolean succeeded() {
        return status != null && status >= 200 && status < 300;
    }

    public boolean isGone() {
        return status != null && status == GONE;
    }

    public boolean isThrottled() {
        return status != null && status == TOO_MANY_REQUESTS;
    }
}
