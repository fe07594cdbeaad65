package dev.parley.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The words of a {@code rich_message}: blocks one below the other, without their formatting. A text is a string, a list
 * of texts, or an object around another text; blocks hold texts and further blocks. Kinds that do not exist yet are read
 * like those that do.
 */
final class RichText {
    /** What a block says, in the order in which it is shown. */
    private static final List<String> PARTS =
            List.of("summary", "text", "expression", "items", "cells", "blocks", "caption", "credit");

    private RichText() {}

    /** Null when it has no words. */
    static @Nullable String ofMessage(JsonNode richMessage) {
        String words = lines(richMessage.path("blocks"));
        return words.isBlank() ? null : words;
    }

    static String of(JsonNode text) {
        if (text.isTextual()) {
            return text.asText();
        }
        if (text.isArray()) {
            return text.valueStream().map(RichText::of).collect(Collectors.joining());
        }
        for (String member : List.of("text", "alternative_text", "expression", "button")) {
            if (text.hasNonNull(member)) {
                return of(text.get(member));
            }
        }
        return "";
    }

    /** Every block of the message, nested ones after the block they are in. */
    static void eachBlock(JsonNode richMessage, Consumer<JsonNode> seen) {
        richMessage.path("blocks").forEach(block -> {
            seen.accept(block);
            eachBlock(block, seen);
            block.path("items").forEach(item -> eachBlock(item, seen));
        });
    }

    private static String lines(JsonNode blocks) {
        return blocks.valueStream()
                .map(RichText::block)
                .filter(line -> !line.isBlank())
                .collect(Collectors.joining("\n"));
    }

    private static String block(JsonNode block) {
        List<String> lines = new ArrayList<>();
        for (String part : PARTS) {
            JsonNode said = block.path(part);
            String words = switch (part) {
                case "items" -> items(said);
                case "cells" -> rows(said);
                case "blocks" -> lines(said);
                case "caption" -> caption(said);
                default -> of(said);
            };
            if (!words.isBlank()) {
                lines.add(words);
            }
        }
        return String.join("\n", lines);
    }

    private static String items(JsonNode items) {
        return items.valueStream()
                .map(item -> (of(item.path("label")) + " " + block(item)).strip())
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private static String rows(JsonNode rows) {
        return rows.valueStream()
                .map(row -> row.valueStream().map(RichText::of).collect(Collectors.joining("\t")))
                .filter(line -> !line.isBlank())
                .collect(Collectors.joining("\n"));
    }

    /** A text, or a text with its credit. */
    private static String caption(JsonNode caption) {
        String credit = of(caption.path("credit"));
        String words = of(caption);
        return credit.isEmpty() || words.isEmpty() ? words + credit : words + "\n" + credit;
    }
}
