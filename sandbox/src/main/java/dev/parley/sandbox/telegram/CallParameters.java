package dev.parley.sandbox.telegram;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one Bot API call, wherever they stood: query, form or JSON body. In the first two everything is
 * text, and objects are JSON texts.
 *
 * @param fetched the file that a parameter named by URL, once it was fetched
 */
record CallParameters(
        Map<String, Object> values,
        Map<String, UploadedFile> uploads,
        @Nullable UploadedFile fetched) {

    CallParameters(Map<String, Object> values, Map<String, UploadedFile> uploads) {
        this(values, uploads, null);
    }

    CallParameters with(UploadedFile file) {
        return new CallParameters(values, uploads, file);
    }

    /** The value as text; absent and empty are the same, as for the Bot API. */
    Optional<String> text(String name) {
        Object value = values.get(name);
        return value == null ? Optional.empty() : Optional.of(value.toString()).filter(text -> !text.isEmpty());
    }

    OptionalLong number(String name) {
        Optional<String> text = text(name).filter(digits -> digits.matches("-?\\d{1,18}"));
        return text.isPresent() ? OptionalLong.of(Long.parseLong(text.get())) : OptionalLong.empty();
    }

    boolean flag(String name) {
        return text(name)
                .filter(value -> value.equalsIgnoreCase("true") || value.equals("1"))
                .isPresent();
    }

    /**
     * The value as JSON.
     *
     * @param complaint the refusal's words when a text does not parse
     */
    Optional<Object> json(String name, String complaint) {
        Object value = values.get(name);
        if (!(value instanceof String text)) {
            return Optional.ofNullable(value);
        }
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(Json.decodeValue(text));
        } catch (DecodeException malformed) {
            throw TelegramRefusal.badRequest(complaint);
        }
    }

    Optional<JsonObject> object(String name, String complaint) {
        return json(name, complaint).map(value -> {
            if (value instanceof JsonObject object) {
                return object;
            }
            throw TelegramRefusal.badRequest(complaint);
        });
    }

    /** A list of texts, such as allowed_updates; what is no text is left out. */
    Optional<List<String>> texts(String name, String complaint) {
        return json(name, complaint).map(value -> {
            if (value instanceof JsonArray array) {
                return array.stream()
                        .filter(String.class::isInstance)
                        .map(Object::toString)
                        .toList();
            }
            throw TelegramRefusal.badRequest(complaint);
        });
    }
}
