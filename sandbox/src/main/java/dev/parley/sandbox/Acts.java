package dev.parley.sandbox;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The acts of one platform by name; each makes an answer's JSON object of a request's. */
public final class Acts {
    private final Map<String, Function<JsonObject, JsonObject>> byName = new TreeMap<>();

    public void add(String name, Function<JsonObject, JsonObject> act) {
        byName.put(name, act);
    }

    /** @throws ControlRefusal when there is no such act or it is impossible now */
    public JsonObject play(String name, JsonObject body) {
        Function<JsonObject, JsonObject> act = byName.get(name);
        if (act == null) {
            throw ControlRefusal.notFound("there is no act " + name + "; there are " + byName.keySet());
        }
        return act.apply(body);
    }
}
