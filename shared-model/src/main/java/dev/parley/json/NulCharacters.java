package dev.parley.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Iterator;

/** The one character that PostgreSQL cannot store. */
public final class NulCharacters {
    private NulCharacters() {}

    /** Anywhere, in names and values; the parser has bounded the depth. */
    public static boolean isIn(JsonNode node) {
        if (node.isTextual()) {
            return isIn(node.asText());
        }
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            if (isIn(names.next())) {
                return true;
            }
        }
        for (JsonNode child : node) {
            if (isIn(child)) {
                return true;
            }
        }
        return false;
    }

    public static boolean isIn(String text) {
        return text.indexOf('\0') >= 0;
    }

    /** The same value without them, in names and values. */
    public static JsonNode removed(JsonNode value) {
        return isIn(value) ? copy(value) : value;
    }

    public static String removed(String text) {
        return isIn(text) ? text.replace("\0", "") : text;
    }

    private static JsonNode copy(JsonNode node) {
        return switch (node) {
            case TextNode text -> TextNode.valueOf(removed(text.asText()));
            case ObjectNode object -> copy(object);
            case ArrayNode array -> copy(array);
            default -> node;
        };
    }

    private static ObjectNode copy(ObjectNode object) {
        ObjectNode copy = object.objectNode();
        object.properties().forEach(member -> copy.set(removed(member.getKey()), copy(member.getValue())));
        return copy;
    }

    private static ArrayNode copy(ArrayNode array) {
        ArrayNode copy = array.arrayNode(array.size());
        array.forEach(item -> copy.add(copy(item)));
        return copy;
    }
}
