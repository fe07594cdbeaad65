package dev.parley.sandbox.telegram;

import dev.parley.sandbox.Ledger;
import dev.parley.sandbox.Moment;
import dev.parley.sandbox.SandboxSettings;
import dev.parley.sandbox.Sent;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the bots performed, in the ledger's words. */
@ApplicationScoped
class TelegramLedger {

    private static final String[] SMALL_IDS =
            IntStream.range(0, 1_000).mapToObj(Integer::toString).toArray(String[]::new);

    private final Ledger ledger;

    TelegramLedger(SandboxSettings settings) {
        this.ledger = new Ledger(settings.ledgerLimit());
    }

    /** Message ids are small and the same in every chat: their texts are shared. */
    private static String externalId(int messageId) {
        return messageId < SMALL_IDS.length ? SMALL_IDS[messageId] : Integer.toString(messageId);
    }

    Ledger ledger() {
        return ledger;
    }

    void sent(Bot bot, TelegramChat chat, TelegramMessage message, @Nullable JsonObject details) {
        ledger.record(new Sent(
                externalId(message.id()),
                bot.account(),
                chat.participant(),
                message.words(),
                null,
                Moment.millis(),
                details));
    }

    void edited(Bot bot, TelegramChat chat, TelegramMessage message, String method) {
        JsonObject details = new JsonObject()
                .put("method", method)
                .put("participant", chat.participant())
                .put("external_id", Integer.toString(message.id()))
                .put("text", message.words());
        JsonObject keyboard = message.inlineKeyboard();
        ledger.recordAction("edit", bot.account(), keyboard == null ? details : details.put("reply_markup", keyboard));
    }

    void acknowledged(Bot bot, Bot.Callback callback, @Nullable String text, long now) {
        ledger.recordAction(
                "ack",
                bot.account(),
                new JsonObject()
                        .put("participant", Long.toString(callback.userId()))
                        .put("external_id", callback.id())
                        .put("text", text)
                        .put("after_millis", now - callback.at()));
    }

    void webhookChanged(Bot bot, String url) {
        ledger.recordAction("webhook", bot.account(), new JsonObject().put("url", url));
    }

    void typing(Bot bot, TelegramChat chat, String action) {
        ledger.recordAction(
                "chat_action",
                bot.account(),
                new JsonObject().put("participant", chat.participant()).put("chat_action", action));
    }

    /** The receiver answered an update with a method to run. Nothing is run; this is noted as a violation. */
    void answeredWithMethod(Bot bot, long updateId, String method) {
        ledger.recordAction(
                "violation",
                bot.account(),
                new JsonObject().put("update_id", updateId).put("webhook_answer_method", method));
    }
}
