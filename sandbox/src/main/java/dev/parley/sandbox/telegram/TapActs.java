package dev.parley.sandbox.telegram;

import dev.parley.sandbox.ControlRefusal;
import dev.parley.sandbox.Moment;
import dev.parley.sandbox.Numbers;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Tapping a button of an inline keyboard. */
@ApplicationScoped
class TapActs implements ActGroup {
    /** Ids of callback queries have nineteen digits. */
    private static final long FIRST_CALLBACK = 1L << 60;

    private final BotRegistry bots;
    private final Directory directory;
    private final Updates updates;
    private final Numbers numbers = new Numbers();

    TapActs(BotRegistry bots, Directory directory, Updates updates) {
        this.bots = bots;
        this.directory = directory;
        this.updates = updates;
    }

    @Override
    public List<Act> acts() {
        return List.of(new Act("tap", body -> tap(new TelegramAct(body))));
    }

    /**
     * {@code external_id} (else the latest message with a keyboard), {@code data} or the {@code button}'s text (else its
     * first button); {@code inaccessible} hides an old message, {@code inline} sends the query without any message.
     */
    private JsonObject tap(TelegramAct body) {
        Bot bot = bots.byAccount(body.account());
        TelegramUser user = directory.meet(body.participant());
        synchronized (bot) {
            TelegramChat chat = bot.chat(user.id());
            TelegramMessage message = tapped(chat, body.messageId());
            String data = data(message, body);
            Bot.Callback callback =
                    new Bot.Callback(Long.toString(FIRST_CALLBACK + numbers.next()), user.id(), Moment.millis());
            bot.remember(callback);
            JsonObject query = new JsonObject().put("id", callback.id()).put("from", user.asSender());
            if (body.json().getBoolean("inline", false)) {
                query.put("inline_message_id", "BAAAA" + callback.id());
            } else if (body.json().getBoolean("inaccessible", false)) {
                query.put("message", inaccessible(user, message));
            } else {
                query.put("message", message.toJson(bot.asSender(), user.asChat()));
            }
            query.put("chat_instance", Long.toString(bot.id() * 31 + user.id())).put("data", data);
            return TelegramAct.caused(updates.callback(bot, user, query)).put("external_id", callback.id());
        }
    }

    private static TelegramMessage tapped(TelegramChat chat, Optional<Long> id) {
        return chat.messages().stream()
                .filter(message -> message.inlineKeyboard() != null)
                .filter(message -> id.isEmpty() || message.id() == id.get())
                .max(Comparator.comparingInt(TelegramMessage::id))
                .orElseThrow(() -> ControlRefusal.conflict("there is no such message with an inline keyboard"));
    }

    private static String data(TelegramMessage message, TelegramAct body) {
        ReplyMarkup keyboard = message.markup();
        if (keyboard == null) {
            throw ControlRefusal.conflict("the message has no keyboard");
        }
        return keyboard.buttons()
                .filter(button -> button.getString("callback_data") != null)
                .filter(button -> body.text("data")
                        .map(button.getString("callback_data")::equals)
                        .orElse(true))
                .filter(button -> body.text("button")
                        .map(button.getString("text")::equals)
                        .orElse(true))
                .map(button -> button.getString("callback_data"))
                .findFirst()
                .orElseThrow(() -> ControlRefusal.conflict("the keyboard has no such callback button"));
    }

    private static JsonObject inaccessible(TelegramUser user, TelegramMessage message) {
        return new JsonObject()
                .put("chat", user.asChat())
                .put("message_id", message.id())
                .put("date", 0);
    }
}
