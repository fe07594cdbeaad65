package dev.parley.sandbox.telegram;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A keyboard as the Bot API takes it: one of its four kinds, checked as the Bot API checks it. */
record ReplyMarkup(JsonObject json) {

    private static final List<String> KINDS = List.of("inline_keyboard", "keyboard", "remove_keyboard", "force_reply");
    private static final List<String> ACTIONS = List.of(
            "url",
            "callback_data",
            "web_app",
            "login_url",
            "switch_inline_query",
            "switch_inline_query_current_chat",
            "switch_inline_query_chosen_chat",
            "copy_text",
            "callback_game",
            "pay");
    private static final int MOST_BUTTONS = 100;
    private static final int MOST_DATA_BYTES = 64;

    /** The call's {@code reply_markup}; an empty object or none is no keyboard. */
    static Optional<ReplyMarkup> of(CallParameters parameters) {
        Optional<Object> value = parameters.json("reply_markup", "can't parse reply keyboard markup JSON object");
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (!(value.get() instanceof JsonObject object)) {
            throw TelegramRefusal.badRequest("object expected as reply markup");
        }
        if (KINDS.stream().noneMatch(object::containsKey)) {
            return Optional.empty();
        }
        ReplyMarkup markup = new ReplyMarkup(object);
        markup.check();
        return markup.isInline() && markup.buttons().findAny().isEmpty() ? Optional.empty() : Optional.of(markup);
    }

    /** As {@link #of}, for edits, which take inline keyboards only. */
    static Optional<ReplyMarkup> inlineOnly(CallParameters parameters) {
        Optional<ReplyMarkup> markup = of(parameters);
        if (markup.isPresent() && !markup.get().isInline()) {
            throw TelegramRefusal.badRequest("inline keyboard expected");
        }
        return markup;
    }

    boolean isInline() {
        return json.containsKey("inline_keyboard");
    }

    /** The buttons of an inline keyboard, row by row. */
    Stream<JsonObject> buttons() {
        return json.getJsonArray("inline_keyboard", new JsonArray()).stream()
                .flatMap(row -> ((JsonArray) row).stream())
                .map(JsonObject.class::cast);
    }

    private void check() {
        if (isInline()) {
            requireRows("inline_keyboard", "InlineKeyboardMarkup");
            buttons().forEach(ReplyMarkup::checkInlineButton);
            if (buttons().count() > MOST_BUTTONS) {
                throw TelegramRefusal.badRequest("reply markup is too long");
            }
        } else if (json.containsKey("keyboard")) {
            requireRows("keyboard", "ReplyKeyboardMarkup");
        }
    }

    private void requireRows(String field, String type) {
        if (!(json.getValue(field) instanceof JsonArray rows)) {
            throw TelegramRefusal.badRequest("field \"" + field + "\" of the " + type + " must be of type Array");
        }
        boolean rowsAreArrays = rows.stream().allMatch(JsonArray.class::isInstance);
        if (!rowsAreArrays) {
            throw TelegramRefusal.badRequest("field \"" + field + "\" of the " + type + " must be an Array of Arrays");
        }
        boolean inline = field.equals("inline_keyboard");
        boolean buttonsAreObjects = rows.stream()
                .flatMap(row -> ((JsonArray) row).stream())
                .allMatch(button -> button instanceof JsonObject || (!inline && button instanceof String));
        if (!buttonsAreObjects) {
            throw TelegramRefusal.badRequest(
                    (inline ? "can't parse inline keyboard button: InlineKeyboardButton" : "KeyboardButton")
                            + " must be an Object");
        }
    }

    private static void checkInlineButton(JsonObject button) {
        if (!(button.getValue("text") instanceof String text)) {
            throw TelegramRefusal.badRequest("can't parse inline keyboard button: Can't find field \"text\"");
        }
        if (text.isBlank()) {
            throw TelegramRefusal.badRequest("BUTTON_TEXT_INVALID");
        }
        if (ACTIONS.stream().noneMatch(button::containsKey)) {
            throw TelegramRefusal.badRequest(
                    "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
        }
        if (button.containsKey("callback_data") && !isGoodData(button.getValue("callback_data"))) {
            throw TelegramRefusal.badRequest("BUTTON_DATA_INVALID");
        }
    }

    private static boolean isGoodData(@Nullable Object data) {
        return data instanceof String text
                && !text.isEmpty()
                && text.getBytes(StandardCharsets.UTF_8).length <= MOST_DATA_BYTES;
    }
}
