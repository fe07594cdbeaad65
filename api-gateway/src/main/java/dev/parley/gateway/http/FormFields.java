package dev.parley.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.json.Json;
import io.vertx.core.MultiMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Form names as the web's frameworks write them: {@code a=1}, {@code a[b]=1}, and for a list {@code a[]=1}, {@code a[0]=1}
 * or {@code a[][]=1}.
 */
final class FormFields {
    private static final Pattern LIST = Pattern.compile("([^\\[\\]]+)(?:\\[\\d{0,9}])+");

    private FormFields() {}

    static ObjectNode read(MultiMap form) {
        ObjectNode values = Json.object();
        for (Map.Entry<String, String> entry : form.entries()) {
            put(values, entry.getKey(), entry.getValue());
        }
        return values;
    }

    /** The list that a part with this name is an entry of; empty for what is none. */
    static Optional<String> list(String name) {
        Matcher matcher = LIST.matcher(name);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static void put(ObjectNode values, String name, String text) {
        Optional<String> list = list(name);
        if (list.isPresent()) {
            listAt(values, list.get()).add(text);
            return;
        }
        int bracket = name.indexOf('[');
        if (bracket < 1 || !name.endsWith("]")) {
            values.put(name, text);
            return;
        }
        String outer = name.substring(0, bracket);
        String inner = name.substring(bracket + 1, name.length() - 1);
        objectAt(values, outer).put(inner, text);
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
