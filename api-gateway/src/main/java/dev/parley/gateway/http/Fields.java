package dev.parley.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.gateway.error.ApiException;
import dev.parley.json.Json;
import dev.parley.json.NulCharacters;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a write said, whether it came as JSON, as a form or in parts. Unknown names are ignored; JSON null means
 * absent; numbers are taken where text is wanted.
 *
 * @param values by name; forms follow the {@code a[]} and {@code a[b]} convention
 * @param uploads files of a multipart body, in order
 */
public record Fields(ObjectNode values, List<Upload> uploads) {
    public static final Fields NONE = new Fields(Json.object(), List.of());

    public static Fields of(ObjectNode values) {
        return new Fields(values, List.of());
    }

    public boolean has(String name) {
        return !node(name).isMissingNode();
    }

    /** A missing node when absent or null. */
    public JsonNode node(String name) {
        JsonNode node = values.path(name);
        return node.isNull() ? MissingNode.getInstance() : node;
    }

    /** @throws ApiException 400 when it is a list or an object */
    public @Nullable String text(String name) {
        JsonNode node = node(name);
        if (node.isMissingNode()) {
            return null;
        }
        if (!node.isValueNode()) {
            throw ApiException.badRequest(name + " must be a string");
        }
        return node.asText();
    }

    /** Blank text counts as absent. */
    public @Nullable String presentText(String name) {
        String text = text(name);
        return text == null || text.isBlank() ? null : text;
    }

    /** The same, for what is stored. @throws ApiException 422 when it is longer than so many characters */
    public @Nullable String presentText(String name, int longest) {
        return bounded(name, presentText(name), longest);
    }

    private static @Nullable String bounded(String name, @Nullable String text, int longest) {
        if (text != null && text.length() > longest) {
            throw ApiException.unprocessable(name + " is too long (maximum is " + longest + " characters)");
        }
        return text;
    }

    /** @throws ApiException 400 when it is absent or blank */
    public String requiredText(String name) {
        String text = presentText(name);
        if (text == null) {
            throw ApiException.missing(name);
        }
        return text;
    }

    /** Also reads true and false from a form. @throws ApiException 400 when it is neither */
    public @Nullable Boolean flag(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        return switch (text) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw ApiException.badRequest(name + " must be true or false");
        };
    }

    /** An object, also one that a form carries as JSON text. @throws ApiException 400 when it is anything else */
    public @Nullable ObjectNode object(String name) {
        JsonNode node = structured(name);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw ApiException.badRequest(name + " must be an object");
    }

    /** A list, also one that a form carries as JSON text. @throws ApiException 400 when it is anything else */
    public @Nullable ArrayNode list(String name) {
        JsonNode node = structured(name);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (node instanceof ArrayNode list) {
            return list;
        }
        throw ApiException.badRequest(name + " must be a list");
    }

    private JsonNode structured(String name) {
        JsonNode node = node(name);
        if (!node.isTextual()) {
            return node;
        }
        if (node.asText().isBlank()) {
            return MissingNode.getInstance();
        }
        Optional<JsonNode> parsed = Json.parseRequest(node.asText().getBytes(StandardCharsets.UTF_8));
        return parsed.map(NulCharacters::removed).orElse(node);
    }
}
