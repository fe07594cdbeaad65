package dev.parley.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Iterator;

/**
 * Halves of characters. JSON can escape one alone, but UTF-8 cannot encode it. Each becomes U+FFFD, so that a text is the same
 * in memory, in the database and on the wire.
 */
final class Surrogates {
    private static final char REPLACEMENT = '\uFFFD';

    private Surrogates() {}

    /** The same value without lone surrogates, in names and texts. */
    static JsonNode replaced(JsonNode value) {
        return isIn(value) ? copy(value) : value;
    }

    private static boolean isIn(JsonNode node) {
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

    private static boolean isIn(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i)) && isLone(text.codePointAt(i++))) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode copy(JsonNode node) {
        return switch (node) {
            case TextNode text -> TextNode.valueOf(copy(text.asText()));
            case ObjectNode object -> copy(object);
            case ArrayNode array -> copy(array);
            default -> node;
        };
    }

    private static ObjectNode copy(ObjectNode object) {
        ObjectNode copy = object.objectNode();
        object.properties().forEach(member -> copy.set(copy(member.getKey()), copy(member.getValue())));
        return copy;
    }

    private static ArrayNode copy(ArrayNode array) {
        ArrayNode copy = array.arrayNode(array.size());
        array.forEach(item -> copy.add(copy(item)));
        return copy;
    }

    private static String copy(String text) {
        return text.codePoints()
                .map(point -> isLone(point) ? REPLACEMENT : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isLone(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
