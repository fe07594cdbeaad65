package dev.parley.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.json.Json;
import io.vertx.core.MultiMap;
import java.util.Map;

/** Form names as the web's frameworks write them: {@code a=1}, {@code a[]=1}, {@code a[b]=1}. */
final class FormFields {
    private FormFields() {}

    static ObjectNode read(MultiMap form) {
        ObjectNode values = Json.object();
        for (Map.Entry<String, String> entry : form.entries()) {
            put(values, entry.getKey(), entry.getValue());
        }
        return values;
    }

    private static void put(ObjectNode values, String name, String text) {
        int bracket = name.indexOf('[');
        if (bracket < 1 || !name.endsWith("]")) {
            values.put(name, text);
            return;
        }
        String outer = name.substring(0, bracket);
        String inner = name.substring(bracket + 1, name.length() - 1);
        if (inner.isEmpty()) {
            listAt(values, outer).add(text);
        } else {
            objectAt(values, outer).put(inner, text);
        }
    }

    private static ArrayNode listAt(ObjectNode values, String name) {
        JsonNode there = values.get(name);
        return there instanceof ArrayNode list ? list : values.putArray(name);
    }

    private static ObjectNode objectAt(ObjectNode values, String name) {
        JsonNode there = values.get(name);
        return there instanceof ObjectNode object ? object : values.putObject(name);
    }
}
