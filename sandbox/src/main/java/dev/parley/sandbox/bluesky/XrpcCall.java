package dev.parley.sandbox.bluesky;

import io.vertx.core.MultiMap;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call as it came in.
 *
 * @param base the simulated servers' own base URL
 * @param proxied whether it asks the PDS to forward it to the chat service
 */
record XrpcCall(
        String base, MultiMap query, String body, @Nullable String bearer, boolean proxied) {
    JsonObject toJson() {
        JsonArray parameters = new JsonArray();
        query.forEach((name, value) ->
                parameters.add(new JsonObject().put("name", name).put("value", value)));
        return new JsonObject()
                .put("base", base)
                .put("query", parameters)
                .put("body", body)
                .put("bearer", bearer)
                .put("proxied", proxied);
    }

    static XrpcCall from(JsonObject json) {
        MultiMap query = MultiMap.caseInsensitiveMultiMap();
        json.getJsonArray("query").stream()
                .map(JsonObject.class::cast)
                .forEach(parameter -> query.add(parameter.getString("name"), parameter.getString("value")));
        return new XrpcCall(
                json.getString("base"),
                query,
                json.getString("body"),
                json.getString("bearer"),
                json.getBoolean("proxied"));
    }

    JsonObject input() {
        try {
            return body.isBlank() ? new JsonObject() : new JsonObject(body);
        } catch (DecodeException malformed) {
            throw XrpcRefusal.invalid("Request body must be valid JSON");
        }
    }

    String required(String name) {
        String value = query.get(name);
        if (value == null || value.isEmpty()) {
            throw XrpcRefusal.invalid("Error: Params must have the property \"" + name + "\"");
        }
        return value;
    }

    List<String> all(String name) {
        return query.getAll(name);
    }

    int limit(int fallback) {
        String limit = query.get("limit");
        if (limit == null) {
            return fallback;
        }
        int wanted = limit.matches("\\d{1,4}") ? Integer.parseInt(limit) : 0;
        if (wanted < 1 || wanted > 100) {
            throw XrpcRefusal.invalid("Error: limit must be between 1 and 100");
        }
        return wanted;
    }

    /** Where a page begins; cursors of lists are positions here. */
    int position() {
        String cursor = query.get("cursor");
        if (cursor == null) {
            return 0;
        }
        if (!cursor.matches("\\d{1,6}")) {
            throw XrpcRefusal.invalid("Malformed cursor");
        }
        return Integer.parseInt(cursor);
    }

    String token() {
        if (bearer == null) {
            throw new XrpcRefusal(401, "AuthMissing", "Authentication Required");
        }
        return bearer;
    }
}
