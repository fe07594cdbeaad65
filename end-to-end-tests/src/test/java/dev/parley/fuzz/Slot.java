package dev.parley.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A place of a request that holds a value: a parameter, a member of the body, an item of a list. */
record Slot(JsonNode value, boolean inBody, Consumer<JsonNode> setter) {
    static List<Slot> of(Draft draft) {
        List<Slot> slots = new ArrayList<>();
        for (Map.Entry<String, String> path : draft.pathValues.entrySet()) {
            slots.add(new Slot(TextNode.valueOf(path.getValue()), false, changed -> path.setValue(changed.asText())));
        }
        for (int i = 0; i < draft.query.size(); i++) {
            int place = i;
            Field field = draft.query.get(i);
            slots.add(new Slot(
                    TextNode.valueOf(field.value()),
                    false,
                    changed -> draft.query.set(place, new Field(field.name(), text(changed)))));
        }
        if (draft.members != null) {
            collect(draft.members, slots);
        }
        return slots;
    }

    /** One of them, mostly of the body; there is at least the query to add to. */
    static Slot any(Draft draft, Dice dice) {
        List<Slot> slots = of(draft);
        List<Slot> body = slots.stream().filter(Slot::inBody).toList();
        if (!body.isEmpty() && dice.chance(0.6)) {
            return dice.oneOf(body);
        }
        List<Slot> query = slots.subList(draft.pathValues.size(), slots.size() - body.size());
        if (!query.isEmpty() && dice.chance(0.6)) {
            return dice.oneOf(query);
        }
        return slots.isEmpty()
                ? new Slot(TextNode.valueOf(""), false, changed -> draft.query.add(new Field("page", text(changed))))
                : dice.oneOf(slots);
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private static void collect(JsonNode node, List<Slot> slots) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                slots.add(new Slot(member.getValue(), true, changed -> object.set(member.getKey(), changed)));
                collect(member.getValue(), slots);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int place = i;
                slots.add(new Slot(array.get(i), true, changed -> array.set(place, changed)));
                collect(array.get(i), slots);
            }
        }
    }

    void set(JsonNode changed) {
        setter.accept(changed);
    }
}
