package dev.parley.sandbox.stage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * An order to misbehave.
 *
 * @param platform which platform, required
 * @param operation the kind or the platform's method name of the calls it hits; absent or {@code *} means all
 * @param account only calls of this platform account; absent means all
 * @param kind what goes wrong, required
 * @param times how often it strikes before it is spent; null means for ever
 * @param share the share of matching calls it strikes, 0 to 1; null means all
 * @param millis a duration whose meaning {@link FaultKind} gives; absent means 0, for a trickle 50
 * @param retryAfter seconds, for {@code rate_limit}; absent means 1
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Fault(
        @Nullable String platform,
        @Nullable String operation,
        @Nullable String account,
        @Nullable FaultKind kind,
        @Nullable Integer times,
        @Nullable Double share,
        @Nullable Long millis,
        @JsonProperty("retry_after") @Nullable Integer retryAfter) {

    boolean hits(Operation call) {
        return call.platform().equals(platform)
                && (operation == null || call.isCalled(operation))
                && (account == null || account.equals(call.account()));
    }

    long millisOr(long absent) {
        return millis == null ? absent : millis;
    }

    int retryAfterSeconds() {
        return retryAfter == null ? 1 : retryAfter;
    }
}
