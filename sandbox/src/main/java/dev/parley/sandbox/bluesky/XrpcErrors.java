package dev.parley.sandbox.bluesky;

import dev.parley.sandbox.stage.Answer;
import dev.parley.sandbox.stage.ErrorAnswers;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** How Bluesky words the refusals that faults inject. */
@ApplicationScoped
class XrpcErrors implements ErrorAnswers {
    @Override
    public Answer rateLimited(int retryAfter) {
        Map<String, String> headers = retryAfter > 0
                ? Map.of("retry-after", Integer.toString(retryAfter), "ratelimit-remaining", "2988")
                : Map.of("ratelimit-remaining", "2988");
        return new XrpcRefusal(429, "RateLimitExceeded", "Too Many Requests", headers).answer();
    }

    @Override
    public Answer tokenRevoked() {
        return new XrpcRefusal(400, "ExpiredToken", "Token has been revoked").answer();
    }

    @Override
    public Answer serverError() {
        return new XrpcRefusal(502, "UpstreamFailure", "Upstream server responded with a 500 error").answer();
    }
}
