package dev.parley.sandbox.telegram;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A message of a private chat as Telegram keeps it; what every message has in fields, the rest in {@code extras}. Small,
 * because benchmarks send hundreds of thousands.
 *
 * @param date Unix seconds
 * @param editDate Unix seconds, 0 when never edited
 * @param text the text of a text message; a caption is in {@code extras}
 * @param extras everything else the message shows (entities, photo, caption, contact, reply_to_message…), or null
 * @param markup the keyboard the message was sent with, or null
 */
record TelegramMessage(
        int id,
        boolean fromBot,
        long date,
        long editDate,
        @Nullable String text,
        @Nullable JsonObject extras,
        @Nullable ReplyMarkup markup) {

    TelegramMessage withText(
            @Nullable String changed, @Nullable JsonObject changedExtras, @Nullable ReplyMarkup keyboard, long now) {
        return new TelegramMessage(id, fromBot, date, now, changed, changedExtras, keyboard);
    }

    TelegramMessage withExtras(@Nullable JsonObject changed, @Nullable ReplyMarkup keyboard, long now) {
        return new TelegramMessage(id, fromBot, date, now, text, changed, keyboard);
    }

    /** Text or caption. */
    @Nullable
    String words() {
        return text != null || extras == null ? text : extras.getString("caption");
    }

    @Nullable
    JsonObject inlineKeyboard() {
        return markup != null && markup.isInline() ? markup.json() : null;
    }

    boolean isEditable() {
        return fromBot && (markup == null || markup.isInline());
    }

    /** The Bot API's Message object, keys in its order. */
    JsonObject toJson(JsonObject from, JsonObject chat) {
        JsonObject json = new JsonObject()
                .put("message_id", id)
                .put("from", from)
                .put("chat", chat)
                .put("date", date);
        if (editDate > 0) {
            json.put("edit_date", editDate);
        }
        if (extras != null && extras.containsKey("reply_to_message")) {
            json.put("reply_to_message", extras.getValue("reply_to_message"));
        }
        if (text != null) {
            json.put("text", text);
        }
        if (extras != null) {
            extras.forEach(field -> json.put(field.getKey(), field.getValue()));
        }
        JsonObject keyboard = inlineKeyboard();
        return keyboard == null ? json : json.put("reply_markup", keyboard);
    }
}
