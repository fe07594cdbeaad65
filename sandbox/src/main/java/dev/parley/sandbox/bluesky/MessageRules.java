package dev.parley.sandbox.bluesky;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the service demands of a message. */
final class MessageRules {
    private static final int MOST_GRAPHEMES = 1000;
    private static final int MOST_BYTES = 10_000;

    private MessageRules() {}

    static void check(@Nullable JsonObject content) {
        if (content == null || !(content.getValue("text") instanceof String text)) {
            throw XrpcRefusal.invalid("Error: Input/message must have the property \"text\"");
        }
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            throw XrpcRefusal.invalid("Error: Input/message/text must not be longer than 10000 characters");
        }
        if (graphemes(text) > MOST_GRAPHEMES) {
            throw XrpcRefusal.invalid("Error: Input/message/text must not be longer than 1000 graphemes");
        }
        if (text.isEmpty()) {
            throw XrpcRefusal.invalid("Message must have text or an embed");
        }
        JsonArray facets = content.getJsonArray("facets", new JsonArray());
        facets.forEach(facet -> checkFacet((JsonObject) facet, bytes));
    }

    private static void checkFacet(JsonObject facet, int bytes) {
        JsonObject index = facet.getJsonObject("index", new JsonObject());
        int start = index.getInteger("byteStart", -1);
        int end = index.getInteger("byteEnd", -1);
        if (start < 0 || end <= start || end > bytes) {
            throw XrpcRefusal.invalid("Error: Input/message/facets/0/index is out of the text");
        }
        for (Object feature : facet.getJsonArray("features", new JsonArray())) {
            String type = ((JsonObject) feature).getString("$type", "");
            if (!type.startsWith("app.bsky.richtext.facet#")) {
                throw XrpcRefusal.invalid("Error: Input/message/facets/0/features/0 must have a known $type");
            }
        }
    }

    private static int graphemes(String text) {
        BreakIterator breaks = BreakIterator.getCharacterInstance(Locale.ROOT);
        breaks.setText(text);
        int count = 0;
        while (breaks.next() != BreakIterator.DONE) {
            count++;
        }
        return count;
    }
}
