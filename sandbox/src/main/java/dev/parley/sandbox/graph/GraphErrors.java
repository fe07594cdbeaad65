package dev.parley.sandbox.graph;

import dev.parley.sandbox.stage.Answer;
import dev.parley.sandbox.stage.ErrorAnswers;
import java.util.Map;

/** Injected faults in the Graph API's words. */
final class GraphErrors implements ErrorAnswers {
    private static final int MINUTE = 60;

    /** Meta counts in minutes; shorter waits are told in a header that it does not send, so that tests stay short. */
    @Override
    public Answer rateLimited(int retryAfter) {
        GraphRefusal refusal = GraphRefusal.of(613, 0, "(#613) Calls to this api have exceeded the rate limit.");
        Map<String, String> headers = retryAfter < MINUTE
                ? Map.of("Retry-After", Integer.toString(retryAfter))
                : Map.of(
                        "X-Business-Use-Case-Usage",
                        "{\"1\":[{\"type\":\"messenger\",\"call_count\":100,\"estimated_time_to_regain_access\":"
                                + retryAfter / MINUTE + "}]}");
        return refusal.answer(headers);
    }

    @Override
    public Answer tokenRevoked() {
        return GraphRefusal.deadToken().answer();
    }

    @Override
    public Answer serverError() {
        return new GraphRefusal(500, 1, 0, "An unknown error has occurred.").answer();
    }
}
