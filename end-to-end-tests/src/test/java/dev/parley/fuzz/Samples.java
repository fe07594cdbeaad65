package dev.parley.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.testing.document.ApiDocument;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Values as the document's schemas describe them, with what exists in the world where a name or an example says so. */
final class Samples {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEPEST = 6;

    private final ApiDocument document;
    private final World world;

    Samples(ApiDocument document, World world) {
        this.document = document;
        this.world = world;
    }

    /** Text for a path or query parameter. */
    String parameter(JsonNode parameter, String place, Dice dice) {
        String name = parameter.path("name").asText();
        String kind = kind(parameter, place);
        if (!world.pool(kind).isEmpty()) {
            return dice.oneOf(world.pool(kind));
        }
        if (!world.pool(FormValues.kindOf(name)).isEmpty()) {
            return dice.oneOf(world.pool(FormValues.kindOf(name)));
        }
        return value(name, parameter.path("schema"), dice, 0).asText();
    }

    /** The kind of id that a parameter is: by its example's prefix, else by the segment before it. */
    static String kind(JsonNode parameter, String place) {
        String example = parameter.path("example").asText();
        int underline = example.indexOf('_');
        return underline > 0 ? example.substring(0, underline) : place;
    }

    JsonNode value(String name, JsonNode given, Dice dice, int depth) {
        JsonNode schema = document.resolved(given);
        List<String> known = world.pool(FormValues.kindOf(name));
        boolean scalar = !schema.path("type").asText().equals("object")
                && !schema.path("type").asText().equals("array");
        if (!known.isEmpty() && scalar && !schema.has("anyOf")) {
            return NODES.textNode(dice.oneOf(known));
        }
        if (schema.has("const")) {
            return schema.path("const");
        }
        if (schema.has("enum")) {
            return pick(schema.path("enum"), dice);
        }
        if (schema.has("properties")) {
            return object(schema, dice, depth);
        }
        for (String choice : List.of("oneOf", "anyOf")) {
            if (schema.has(choice)) {
                return value(name, pick(schema.path(choice), dice), dice, depth);
            }
        }
        return plain(name, schema, dice, depth);
    }

    private JsonNode plain(String name, JsonNode schema, Dice dice, int depth) {
        return switch (type(schema, dice)) {
            case "object" -> keyboard(dice);
            case "array" -> array(name, schema, dice, depth);
            case "integer", "number" -> NODES.numberNode(dice.below(50));
            case "boolean" -> NODES.booleanNode(dice.chance(0.5));
            case "null" -> NODES.nullNode();
            default -> text(name, schema, dice);
        };
    }

    private JsonNode text(String name, JsonNode schema, Dice dice) {
        JsonNode examples = schema.path("examples");
        boolean outside = examples.toString().contains("://");
        return !outside && !examples.isEmpty() && dice.chance(0.5)
                ? pick(examples, dice)
                : NODES.textNode(dice.of("Hello", name, "Ann Example", "Grüße 👋", "1", "true"));
    }

    private ObjectNode object(JsonNode schema, Dice dice, int depth) {
        ObjectNode object = NODES.objectNode();
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        for (String choice : List.of("oneOf", "anyOf")) {
            if (schema.has(choice)) {
                pick(schema.path(choice), dice).path("required").forEach(name -> required.add(name.asText()));
            }
        }
        double share = 0.9 / Math.max(1, schema.path("properties").size() - 1);
        for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
            boolean wanted = required.contains(member.getKey()) || dice.chance(Math.max(share, 0.15));
            if (wanted && depth < DEEPEST) {
                object.set(member.getKey(), value(member.getKey(), member.getValue(), dice, depth + 1));
            }
        }
        return object;
    }

    private JsonNode array(String name, JsonNode schema, Dice dice, int depth) {
        ArrayNode array = NODES.arrayNode();
        String items = name.equals("media") ? "media[]" : name;
        int count = 1 + (dice.chance(0.3) ? 1 : 0);
        for (int i = 0; i < count && depth < DEEPEST; i++) {
            array.add(value(items, schema.path("items"), dice, depth + 1));
        }
        return array;
    }

    /** The only objects that the document leaves open are keyboards. */
    private static JsonNode keyboard(Dice dice) {
        ObjectNode keyboard = NODES.objectNode();
        if (dice.chance(0.7)) {
            keyboard.putArray("inline_keyboard")
                    .addArray()
                    .addObject()
                    .put("text", "Yes")
                    .put("callback_data", "yes");
        }
        return keyboard;
    }

    private static String type(JsonNode schema, Dice dice) {
        JsonNode type = schema.path("type");
        return type.isArray() ? (dice.chance(0.9) ? type.get(0) : pick(type, dice)).asText() : type.asText("string");
    }

    private static JsonNode pick(JsonNode choices, Dice dice) {
        List<JsonNode> all = new ArrayList<>();
        choices.forEach(all::add);
        return dice.oneOf(all);
    }
}
