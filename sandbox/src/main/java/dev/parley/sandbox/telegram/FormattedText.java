package dev.parley.sandbox.telegram;

import io.vertx.core.json.JsonArray;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A text after entity parsing, which is what limits count.
 *
 * @param entities given, parsed or found
 */
record FormattedText(String words, JsonArray entities) {

    /**
     * Reads a text parameter with its parse_mode or its explicit entities. HTML is parsed; the Markdown modes are taken
     * literally.
     */
    static FormattedText of(CallParameters parameters, String name, String entitiesName) {
        String raw = parameters.text(name).orElse("");
        @Nullable String mode = parameters.text("parse_mode").orElse(null);
        if (mode == null) {
            String words = Wording.trimmed(raw);
            JsonArray given = parameters
                    .json(entitiesName, "can't parse entities: expected an Array")
                    .filter(JsonArray.class::isInstance)
                    .map(JsonArray.class::cast)
                    .orElseGet(() -> Wording.entities(words));
            return new FormattedText(words, given);
        }
        return switch (mode.toLowerCase(Locale.ROOT)) {
            case "html" -> HtmlText.parse(raw);
            case "markdown", "markdownv2" -> new FormattedText(Wording.trimmed(raw), new JsonArray());
            default -> throw TelegramRefusal.badRequest("unsupported parse_mode");
        };
    }

    int length() {
        return Wording.length(words);
    }
}
