package dev.parley.sandbox.stage;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a platform answers to one call.
 *
 * @param echoed completes once the deliveries this call caused (a Graph echo, say) have been answered by their
 *     receiver; only waited for under the fault {@code echo_first}
 */
public record Answer(int status, Map<String, String> headers, Body body, Uni<Void> echoed) {

    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    public static Answer json(int status, JsonObject body) {
        return json(status, body, Map.of());
    }

    public static Answer json(int status, JsonObject body, Map<String, String> headers) {
        return of(status, Body.of(body.toBuffer()), headers.isEmpty() ? JSON : with(headers));
    }

    public static Answer of(int status, Body body, Map<String, String> headers) {
        return new Answer(status, headers, body, Uni.createFrom().voidItem());
    }

    /** The same answer, knowing when the deliveries it caused are done. */
    public Answer echoing(Uni<Void> deliveries) {
        return new Answer(status, headers, body, deliveries);
    }

    private static Map<String, String> with(Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(JSON);
        all.putAll(headers);
        return all;
    }
}
