package dev.parley.gateway.messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.gateway.error.ApiException;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** The form of quick replies, buttons and cards; every text names the element that is wrong. */
final class InteractiveRules {
    private static final int MOST_QUICK_REPLIES = 13;
    private static final int MOST_BUTTONS = 3;
    private static final int LONGEST_TITLE = 20;
    private static final int LONGEST_PAYLOAD = 1000;
    private static final int LONGEST_SUBTITLE = 80;

    private InteractiveRules() {}

    /** @throws ApiException 422 */
    static void check(SendRequest request) {
        ArrayNode quickReplies = request.quickReplies();
        if (quickReplies != null) {
            most("quick_replies", quickReplies, MOST_QUICK_REPLIES);
            for (int i = 0; i < quickReplies.size(); i++) {
                quickReply("quick_replies[" + i + "]", object("quick_replies[" + i + "]", quickReplies.get(i)));
            }
        }
        ArrayNode buttons = request.buttons();
        if (buttons != null) {
            most("buttons", buttons, MOST_BUTTONS);
            for (int i = 0; i < buttons.size(); i++) {
                button("buttons[" + i + "]", object("buttons[" + i + "]", buttons.get(i)));
            }
        }
        ObjectNode card = request.card();
        if (card != null) {
            card(card);
        }
    }

    /** What is stored and shown: {@code content_type} filled in. */
    static @Nullable ArrayNode withContentType(@Nullable ArrayNode quickReplies) {
        if (quickReplies == null) {
            return null;
        }
        ArrayNode filled = quickReplies.deepCopy();
        for (JsonNode quickReply : filled) {
            ((ObjectNode) quickReply).put("content_type", "text");
        }
        return filled;
    }

    private static void quickReply(String name, ObjectNode quickReply) {
        JsonNode type = quickReply.path("content_type");
        if (!type.isMissingNode() && !type.isNull() && !type.asText().equals("text")) {
            throw ApiException.unprocessable(name + ".content_type must be text");
        }
        required(name + ".title", quickReply.path("title"), LONGEST_TITLE);
        required(name + ".payload", quickReply.path("payload"), LONGEST_PAYLOAD);
    }

    private static void button(String name, ObjectNode button) {
        String type = button.path("type").asText("");
        switch (type) {
            case "web_url" -> {
                required(name + ".title", button.path("title"), LONGEST_TITLE);
                https(name + ".url", button.path("url"));
            }
            case "postback" -> {
                required(name + ".title", button.path("title"), LONGEST_TITLE);
                required(name + ".payload", button.path("payload"), LONGEST_PAYLOAD);
            }
            default -> throw ApiException.unprocessable(name + ".type must be web_url or postback");
        }
    }

    private static void card(ObjectNode card) {
        if (card.hasNonNull("subtitle")) {
            required("card.subtitle", card.path("subtitle"), LONGEST_SUBTITLE);
        }
        if (card.hasNonNull("image_url")) {
            https("card.image_url", card.path("image_url"));
        }
        if (card.hasNonNull("default_action")) {
            ObjectNode action = object("card.default_action", card.path("default_action"));
            if (!action.path("type").asText("").equals("web_url")) {
                throw ApiException.unprocessable("card.default_action.type must be web_url");
            }
            https("card.default_action.url", action.path("url"));
        }
    }

    private static void most(String name, ArrayNode list, int most) {
        if (list.size() > most) {
            throw ApiException.unprocessable(name + " must contain at most " + most + " items");
        }
    }

    private static ObjectNode object(String name, JsonNode node) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw ApiException.unprocessable(name + " must be an object");
    }

    private static void required(String name, JsonNode text, int longest) {
        if (!text.isTextual() || text.asText().isBlank()) {
            throw ApiException.unprocessable(name + " is required");
        }
        int length = text.asText().length();
        if (length > longest) {
            throw ApiException.unprocessable(
                    name + " is too long (maximum is " + longest + " characters, got " + length + ")");
        }
    }

    private static void https(String name, JsonNode url) {
        if (!url.isTextual() || !isHttps(url.asText())) {
            throw ApiException.unprocessable(name + " must be an https:// URL");
        }
    }

    private static boolean isHttps(String text) {
        try {
            URI url = new URI(text);
            return "https".equalsIgnoreCase(url.getScheme()) && url.getHost() != null;
        } catch (URISyntaxException noUrl) {
            return false;
        }
    }
}
