package dev.parley.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param body sent exactly as it is; null for none
 * @param deadline for everything: look-up, connection, request, answer with its whole body
 * @param redirects how many may be followed; every target on the way is checked like the first
 */
public record GuardedCall(
        HttpMethod method,
        Target target,
        MultiMap headers,
        @Nullable Buffer body,
        Duration deadline,
        int redirects) {

    public static GuardedCall post(Target target, MultiMap headers, Buffer body, Duration deadline) {
        return new GuardedCall(HttpMethod.POST, target, headers, body, deadline, 0);
    }

    public static GuardedCall get(Target target, Duration deadline, int redirects) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("Accept-Encoding", "identity");
        return new GuardedCall(HttpMethod.GET, target, headers, null, deadline, redirects);
    }

    GuardedCall redirectedTo(Target next) {
        return new GuardedCall(method, next, headers, body, deadline, redirects - 1);
    }
}
