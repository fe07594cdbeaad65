package dev.parley.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.wire.TappedAction;
import org.jspecify.annotations.Nullable;

/** A tap says so in {@code platform_data.kind}; a callback query calls its payload {@code data}. */
public final class TappedActions {
    private TappedActions() {}

    /** What was tapped; null when the message is no tap. */
    public static @Nullable TappedAction of(@Nullable JsonNode platformData) {
        if (platformData == null) {
            return null;
        }
        String kind = platformData.path("kind").asText("");
        return switch (kind) {
            case "quick_reply", "postback" ->
                new TappedAction(kind, text(platformData, "payload"), text(platformData, "title"));
            case "callback_query" -> new TappedAction(kind, text(platformData, "data"), text(platformData, "title"));
            default -> null;
        };
    }

    private static @Nullable String text(JsonNode platformData, String member) {
        JsonNode node = platformData.get(member);
        return node == null || node.isNull() ? null : node.asText();
    }
}
