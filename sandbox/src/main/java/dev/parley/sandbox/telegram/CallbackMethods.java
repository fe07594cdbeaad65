package dev.parley.sandbox.telegram;

import dev.parley.sandbox.Moment;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** answerCallbackQuery. */
@ApplicationScoped
class CallbackMethods implements MethodGroup {

    private static final int MOST_TEXT = 200;

    private final Tuning tuning;
    private final TelegramLedger ledger;

    CallbackMethods(Tuning tuning, TelegramLedger ledger) {
        this.tuning = tuning;
        this.ledger = ledger;
    }

    @Override
    public List<BotMethod> methods() {
        return List.of(BotMethod.of("answerCallbackQuery", "ack", this::answer));
    }

    private Result answer(Bot bot, CallParameters parameters) {
        long now = Moment.millis();
        String text = parameters.text("text").orElse(null);
        if (text != null && Wording.length(text) > MOST_TEXT) {
            throw TelegramRefusal.badRequest("MESSAGE_TOO_LONG");
        }
        Bot.Callback callback = parameters
                .text("callback_query_id")
                .flatMap(bot::callback)
                .filter(known -> now - known.at() <= tuning.clock().callbackLife())
                .orElseThrow(() -> TelegramRefusal.badRequest(
                        "query is too old and response timeout expired or query ID is invalid"));
        ledger.acknowledged(bot, callback, text, now);
        return Result.of(true);
    }
}
