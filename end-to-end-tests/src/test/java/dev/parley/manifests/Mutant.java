package dev.parley.manifests;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * One fault put into a sound overlay.
 *
 * @param resource kind and name of what is spoilt, {@code Deployment api-gateway}
 * @param pointer to what is replaced or added
 * @param value as JSON; empty takes it away
 */
record Mutant(String resource, String pointer, String value) {
    private static final ObjectMapper JSON = new ObjectMapper();

    Resources spoil(Resources sound) {
        List<JsonNode> copies =
                sound.all().stream().map(one -> (JsonNode) one.deepCopy()).toList();
        JsonNode victim = copies.stream()
                .filter(one -> Manifests.title(one).startsWith(resource))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + resource));
        JsonPointer place = JsonPointer.compile(pointer);
        JsonNode parent = victim.at(place.head());
        String last = place.last().getMatchingProperty();
        if (parent instanceof ArrayNode list) {
            change(list, place.last().getMatchingIndex());
        } else {
            change((ObjectNode) parent, last);
        }
        return new Resources(copies);
    }

    private void change(ArrayNode list, int index) {
        if (value.isEmpty()) {
            list.remove(index);
        } else {
            list.set(index, parsed());
        }
    }

    private void change(ObjectNode object, String name) {
        if (value.isEmpty()) {
            object.remove(name);
        } else {
            object.set(name, parsed());
        }
    }

    private JsonNode parsed() {
        try {
            return JSON.readTree(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(value, e);
        }
    }
}
