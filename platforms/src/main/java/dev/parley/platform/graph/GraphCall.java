package dev.parley.platform.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.json.Json;
import dev.parley.platform.http.CallBody;
import io.vertx.mutiny.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call to the Graph API.
 *
 * @param path what follows the version, e.g. {@code me/messages}
 * @param token spoken for in the {@code Authorization} header, never in the URL
 * @param versioned false for the few endpoints without a version in their path
 */
public record GraphCall(
        GraphHost host,
        String method,
        String path,
        Map<String, String> query,
        CallBody body,
        @Nullable String token,
        boolean versioned) {

    public static GraphCall get(GraphAccess access, String path) {
        return new GraphCall(access.host(), "GET", path, Map.of(), CallBody.NONE, access.token(), true);
    }

    public static GraphCall post(GraphAccess access, String path, JsonNode body) {
        return new GraphCall(access.host(), "POST", path, Map.of(), json(body), access.token(), true);
    }

    public static GraphCall delete(GraphAccess access, String path) {
        return new GraphCall(access.host(), "DELETE", path, Map.of(), CallBody.NONE, access.token(), true);
    }

    /** A call that nobody is logged in for, such as an exchange of tokens. */
    public static GraphCall anonymous(GraphHost host, String method, String path, CallBody body) {
        return new GraphCall(host, method, path, Map.of(), body, null, true);
    }

    public GraphCall with(String parameter, String value) {
        Map<String, String> more = new LinkedHashMap<>(query);
        more.put(parameter, value);
        return new GraphCall(host, method, path, more, body, token, versioned);
    }

    public GraphCall with(CallBody other) {
        return new GraphCall(host, method, path, query, other, token, versioned);
    }

    public GraphCall unversioned() {
        return new GraphCall(host, method, path, query, body, token, false);
    }

    /** The query may hold codes and secrets. */
    @Override
    public String toString() {
        return "GraphCall[" + host + " " + method + " " + path + "]";
    }

    private static CallBody json(JsonNode body) {
        return new CallBody.Whole("application/json", Buffer.buffer(Json.write(body)));
    }
}
