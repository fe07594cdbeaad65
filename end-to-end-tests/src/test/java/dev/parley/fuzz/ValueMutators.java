package dev.parley.fuzz;

import static dev.parley.fuzz.Mutator.Stage.VALUES;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;

/** Puts texts, numbers, times and ids where others are expected. */
final class ValueMutators {
    private static final List<String> TEXTS = List.of(
            "\0",
            "a\0b",
            "\u0001\u0002\u001B[31m",
            "\u007F\u0085\u2028\u2029",
            "\uFEFF",
            "\u202Egnirts\u202C",
            "Z̷̧a̸l͝g͜o̢".repeat(50),
            "𝕳𝖊𝖑𝖑𝖔 👩‍👩‍👧‍👦",
            "\uFFFF\uFFFE",
            " ",
            "",
            "\t\r\n",
            "\r\nX-Injected: yes\r\n\r\n",
            "' or 1=1; drop table messages; --",
            "\"}],\"x\":[{\"",
            "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>",
            "<script>alert(1)</script>",
            "${jndi:ldap://127.0.0.1:1/a}",
            "{{7*7}} #{7*7} <%= 7*7 %>",
            "%s%n%x%p%99999999d {0} \\u0000",
            "../../../../etc/passwd",
            "\\\\host\\share",
            "null",
            "undefined",
            "true",
            "[]",
            "{}",
            "http://127.0.0.1:1/closed",
            "http://[::1]:1/",
            "http://",
            "https://u:p@127.0.0.1:1/#x",
            "file:///etc/passwd",
            "data:image/png;base64,AAAA",
            "data:image/png;base64,%%%",
            "data:,",
            "did:web:127.0.0.1%3A1",
            "did:plc:" + "a".repeat(600),
            "-1",
            "%",
            "%00",
            "%u0000");

    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "-1",
            "1",
            "2147483647",
            "2147483648",
            "-2147483649",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "1e400",
            "-1e400",
            "1e-400",
            "1.5",
            "0.1e1",
            "1E5",
            "NaN",
            "Infinity",
            "007",
            "+1",
            "1_000",
            "0x10",
            "12345678901234567890123456789012345678901234567890",
            "1" + "0".repeat(1_000),
            "1e2147483647",
            "1e-2147483648",
            "٣");

    private static final List<String> TIMES = List.of(
            "+300000-01-01T00:00:00Z",
            "-9999-01-01T00:00:00Z",
            "0000-01-01T00:00:00Z",
            "0000-00-00",
            "10000-01-01T00:00:00Z",
            "294277-01-01T00:00:00Z",
            "+999999999-12-31T23:59:59.999999999Z",
            "-999999999-01-01T00:00:00Z",
            "2026-02-29T00:00:00Z",
            "2024-02-29T00:00:00Z",
            "2026-06-30T23:59:60Z",
            "2026-12-31T24:00:00Z",
            "2026-01-01T00:00:00+18:00",
            "2026-01-01T00:00:00-18:01",
            "2026-01-01T00:00:00+99:99",
            "0001-01-01T00:00:00+18:00",
            "9999-12-31T23:59:59-18:00",
            "2026-01-01T00:00:00.1234567890123Z",
            "2026-01-01",
            "2026-01-01T00:00",
            "2026-01-01 00:00:00",
            "1796072853",
            "1796072853160",
            "now",
            "yesterday",
            "infinity",
            "-infinity",
            "epoch",
            "2026-W01-1",
            "2026-001",
            "20260101T000000Z",
            "2026-01-01T00:00:00[Europe/Vienna]",
            "-4713-01-01T00:00:00Z",
            "-4714-01-01T00:00:00Z",
            "1582-10-10T00:00:00Z");

    private static final List<String> SCALARS = List.of(
            "null", "true", "false", "0", "-1", "1.5", "\"\"", "\"x\"", "[]", "{}", "[[]]", "[null]", "{\"a\":null}");

    private ValueMutators() {}

    static List<Mutator> all(World world) {
        return List.of(
                Mutator.of("text", VALUES, (draft, dice) -> text(draft, dice, dice.oneOf(TEXTS))),
                Mutator.of("text inserted", VALUES, ValueMutators::inserted),
                Mutator.of("NUL", VALUES, (draft, dice) -> text(draft, dice, dice.of("\0", "a\0", "\0a", "wh_\0"))),
                Mutator.of("lone surrogate", VALUES, ValueMutators::surrogate),
                Mutator.of("long text", VALUES, ValueMutators::longText),
                Mutator.of("number", VALUES, ValueMutators::number),
                Mutator.of("time", VALUES, (draft, dice) -> text(draft, dice, dice.oneOf(TIMES))),
                Mutator.of("time in a time", VALUES, ValueMutators::timeInTime),
                Mutator.of("wrong type", VALUES, ValueMutators::wrongType),
                Mutator.of("id of another kind", VALUES, (draft, dice) -> anotherKind(draft, dice, world)),
                Mutator.of("id damaged", VALUES, ValueMutators::damagedId),
                Mutator.of("id of the same kind", VALUES, (draft, dice) -> sibling(draft, dice, world)));
    }

    private static void text(Draft draft, Dice dice, String text) {
        Slot.any(draft, dice).set(TextNode.valueOf(text));
    }

    private static void inserted(Draft draft, Dice dice) {
        Slot slot = Slot.any(draft, dice);
        String old = slot.value().asText();
        int at = dice.below(old.length() + 1);
        slot.set(TextNode.valueOf(old.substring(0, at) + dice.oneOf(TEXTS) + old.substring(at)));
    }

    private static void surrogate(Draft draft, Dice dice) {
        Slot slot = Slot.any(draft, dice);
        slot.set(
                slot.inBody()
                        ? draft.literal(
                                dice.of("\"\\ud800\"", "\"a\\udc00b\"", "\"\\ud83d\\ud83d\"", "\"\\u0000\\ud800\""))
                        : TextNode.valueOf(dice.of("\uD800", "a\uDC00")));
    }

    private static void longText(Draft draft, Dice dice) {
        Slot slot = Slot.any(draft, dice);
        int most = slot.inBody() ? 300_000 : 20_000;
        String unit = dice.of("a", "ä", "👋", "\"", " ", "a ");
        slot.set(TextNode.valueOf(unit.repeat(dice.of(80, 256, 1_001, 2_049, 4_097, most) / unit.length())));
    }

    private static void number(Draft draft, Dice dice) {
        Slot slot = Slot.any(draft, dice);
        String number = dice.oneOf(NUMBERS);
        slot.set(slot.inBody() && dice.chance(0.7) ? draft.literal(number) : TextNode.valueOf(number));
    }

    private static void timeInTime(Draft draft, Dice dice) {
        List<Slot> times = Slot.of(draft).stream()
                .filter(slot -> slot.value().asText().matches("\\d{4}-\\d\\d-\\d\\d.*"))
                .toList();
        if (times.isEmpty()) {
            text(draft, dice, dice.oneOf(TIMES));
        } else {
            dice.oneOf(times).set(TextNode.valueOf(dice.oneOf(TIMES)));
        }
    }

    private static void wrongType(Draft draft, Dice dice) {
        Slot slot = Slot.any(draft, dice);
        JsonNode literal = draft.literal(dice.oneOf(SCALARS));
        slot.set(slot.inBody() ? literal : TextNode.valueOf(draft.withLiterals(literal.asText())));
    }

    private static void anotherKind(Draft draft, Dice dice, World world) {
        List<String> kinds = new ArrayList<>(world.kinds());
        kinds.sort(String::compareTo);
        Slot slot = idSlot(draft, dice);
        slot.set(TextNode.valueOf(dice.oneOf(world.pool(dice.oneOf(kinds)))));
    }

    private static void sibling(Draft draft, Dice dice, World world) {
        Slot slot = idSlot(draft, dice);
        String old = slot.value().asText();
        int underline = old.indexOf('_');
        List<String> same = underline < 0 ? List.of() : world.pool(old.substring(0, underline));
        slot.set(TextNode.valueOf(same.isEmpty() ? old + "0" : dice.oneOf(same)));
    }

    private static Slot idSlot(Draft draft, Dice dice) {
        List<Slot> ids = Slot.of(draft).stream()
                .filter(slot -> slot.value().asText().matches("[a-z]{2,5}_[0-9a-z]{10,}"))
                .toList();
        return ids.isEmpty() ? Slot.any(draft, dice) : dice.oneOf(ids);
    }

    private static void damagedId(Draft draft, Dice dice) {
        Slot slot = idSlot(draft, dice);
        String old = slot.value().asText();
        int underline = Math.max(0, old.indexOf('_'));
        String prefix = old.substring(0, Math.min(old.length(), underline + 1));
        slot.set(TextNode.valueOf(
                switch (dice.below(12)) {
                    case 0 -> old.toUpperCase(java.util.Locale.ROOT);
                    case 1 -> prefix + "zzzzzzzzzzzzz";
                    case 2 -> prefix + "7zzzzzzzzzzzz";
                    case 3 -> prefix + "8000000000000";
                    case 4 -> prefix;
                    case 5 -> prefix + "0";
                    case 6 -> prefix + "-1";
                    case 7 -> old.substring(Math.min(old.length(), underline + 1));
                    case 8 -> old + " ";
                    case 9 -> " " + old;
                    case 10 -> old + old;
                    default -> prefix + "ilou!";
                }));
    }
}
