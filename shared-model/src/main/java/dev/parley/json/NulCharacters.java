package dev.parley.json;

import com.fasterxml.jackson.databind.JsonNode;
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
}
