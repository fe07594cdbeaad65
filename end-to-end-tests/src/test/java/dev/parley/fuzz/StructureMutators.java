package dev.parley.fuzz;

import static dev.parley.fuzz.Mutator.Stage.BYTES;
import static dev.parley.fuzz.Mutator.Stage.VALUES;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Takes members and parameters away, adds some, repeats some, nests them. */
final class StructureMutators {
    private StructureMutators() {}

    static List<Mutator> all() {
        return List.of(
                Mutator.ofBody("member missing", VALUES, StructureMutators::missing),
                Mutator.ofBody("member extra", VALUES, StructureMutators::extra),
                Mutator.ofBody("member renamed", VALUES, StructureMutators::renamed),
                Mutator.ofBody("member twice", BYTES, StructureMutators::duplicate),
                Mutator.ofBody("deep nesting", VALUES, StructureMutators::deep),
                Mutator.ofBody("huge list", VALUES, StructureMutators::huge),
                Mutator.ofBody("wrapped", VALUES, StructureMutators::wrapped),
                Mutator.ofBody(
                        "empty body", VALUES, (draft, _) -> members(draft).removeAll()),
                Mutator.of("parameter missing", VALUES, StructureMutators::parameterMissing),
                Mutator.of("parameter twice", VALUES, StructureMutators::parameterTwice),
                Mutator.of("parameter extra", VALUES, StructureMutators::parameterExtra),
                Mutator.of("many parameters", VALUES, StructureMutators::manyParameters));
    }

    private static ObjectNode members(Draft draft) {
        return Objects.requireNonNull(draft.members);
    }

    private static String anyName(ObjectNode object, Dice dice) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names.isEmpty() ? "body" : dice.oneOf(names);
    }

    /** The body, or an object within it. */
    private static ObjectNode anyObject(Draft draft, Dice dice) {
        List<ObjectNode> objects = new ArrayList<>(List.of(members(draft)));
        Slot.of(draft).stream()
                .filter(slot -> slot.inBody() && slot.value().isObject())
                .forEach(slot -> objects.add((ObjectNode) slot.value()));
        return dice.oneOf(objects);
    }

    private static void missing(Draft draft, Dice dice) {
        ObjectNode object = anyObject(draft, dice);
        object.remove(anyName(object, dice));
    }

    private static void extra(Draft draft, Dice dice) {
        String name = dice.of(
                "id",
                "status",
                "__proto__",
                "",
                "$ref",
                "account_id",
                "profile_id",
                "a\0b",
                "created_at",
                "class",
                "[]",
                "a[b]",
                "a][",
                "media",
                "é".repeat(500));
        anyObject(draft, dice).set(name, draft.literal(dice.of("1", "null", "\"x\"", "{}", "[]")));
    }

    private static void renamed(Draft draft, Dice dice) {
        ObjectNode object = anyObject(draft, dice);
        String name = anyName(object, dice);
        JsonNode value = object.remove(name);
        String changed =
                dice.of(name.toUpperCase(java.util.Locale.ROOT), name + " ", name + "[]", name + "\0", "x." + name);
        object.set(changed, value);
    }

    private static void duplicate(Draft draft, Dice dice) {
        String text = new String(draft.content, StandardCharsets.UTF_8);
        ObjectNode members = members(draft);
        if (text.startsWith("{") && text.length() > 2 && !members.isEmpty()) {
            String name =
                    JsonNodeFactory.instance.textNode(anyName(members, dice)).toString();
            String value = dice.of("null", "1", "\"again\"", "[]", "{}");
            draft.content = ("{" + name + ":" + value + "," + text.substring(1)).getBytes(StandardCharsets.UTF_8);
        }
    }

    private static void deep(Draft draft, Dice dice) {
        int depth = dice.of(20, 100, 999, 1_001, 50_000);
        String text = dice.chance(0.5)
                ? "[".repeat(depth) + "]".repeat(depth)
                : "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
        bodySlot(draft, dice).set(draft.literal(text));
    }

    private static void huge(Draft draft, Dice dice) {
        int count = dice.of(14, 101, 1_000, 20_000);
        String item = dice.of("1", "null", "\"x\"", "{}", "[]", "{\"title\":\"a\",\"payload\":\"b\"}");
        bodySlot(draft, dice).set(draft.literal("[" + (item + ",").repeat(count) + item + "]"));
    }

    private static Slot bodySlot(Draft draft, Dice dice) {
        List<Slot> slots = Slot.of(draft).stream().filter(Slot::inBody).toList();
        return slots.isEmpty()
                ? new Slot(TextNode.valueOf(""), true, changed -> members(draft).set("body", changed))
                : dice.oneOf(slots);
    }

    private static void wrapped(Draft draft, Dice dice) {
        ObjectNode inner = members(draft);
        ObjectNode outer = JsonNodeFactory.instance.objectNode();
        String name = dice.of("data", "message", "profile", "webhook", "");
        if (dice.chance(0.5)) {
            outer.set(name, inner);
        } else {
            ArrayNode list = outer.putArray(name);
            list.add(inner).add(inner);
        }
        draft.members = outer;
    }

    private static void parameterMissing(Draft draft, Dice dice) {
        if (!draft.query.isEmpty()) {
            draft.query.remove(dice.below(draft.query.size()));
        }
    }

    private static void parameterTwice(Draft draft, Dice dice) {
        Field field = draft.query.isEmpty() ? new Field("page", "1") : dice.oneOf(draft.query);
        draft.query.add(new Field(field.name(), dice.of(field.value(), "", "2", "x")));
    }

    private static void parameterExtra(Draft draft, Dice dice) {
        String name = dice.of(
                "page",
                "per_page",
                "profile_group_id",
                "before",
                "after",
                "",
                "a\0",
                "page[]",
                "page[x]",
                "from",
                "to",
                "direction",
                "format",
                "callback",
                "access_token",
                "_method",
                "\uD83D\uDE00");
        draft.query.add(new Field(name, dice.of("", "0", "1", "x", "\0", "pg_0", "DELETE", "9".repeat(30))));
    }

    private static void manyParameters(Draft draft, Dice dice) {
        int count = dice.of(50, 300);
        for (int i = 0; i < count; i++) {
            draft.query.add(new Field("p" + i, "1"));
        }
    }
}
