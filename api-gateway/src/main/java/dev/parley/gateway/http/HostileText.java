package dev.parley.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;

/** Text that PostgreSQL cannot keep: the character zero. */
public final class HostileText {
    private HostileText() {}

    /** Anywhere, in names and values; the parser has bounded the depth. */
    static boolean isIn(JsonNode node) {
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
