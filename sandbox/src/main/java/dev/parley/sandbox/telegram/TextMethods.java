package dev.parley.sandbox.telegram;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** sendMessage and sendChatAction. */
@ApplicationScoped
class TextMethods implements MethodGroup {

    private final Sender sender;
    private final TelegramLedger ledger;

    TextMethods(Sender sender, TelegramLedger ledger) {
        this.sender = sender;
        this.ledger = ledger;
    }

    @Override
    public List<BotMethod> methods() {
        return List.of(
                BotMethod.of("sendMessage", "send", this::sendMessage),
                BotMethod.of("sendChatAction", "typing", this::sendChatAction));
    }

    private Result sendMessage(Bot bot, CallParameters parameters) {
        FormattedText text = FormattedText.of(parameters, "text", "entities");
        if (text.words().isEmpty()) {
            throw TelegramRefusal.badRequest("message text is empty");
        }
        if (text.length() > Wording.MOST_TEXT) {
            throw TelegramRefusal.badRequest("message is too long");
        }
        JsonArray entities = text.entities();
        JsonObject extras = entities.isEmpty() ? null : new JsonObject().put("entities", entities);
        return sender.send(sender.admit(bot, parameters), text.words(), extras, null);
    }

    private Result sendChatAction(Bot bot, CallParameters parameters) {
        TelegramChat chat = sender.writableChat(bot, parameters);
        String action = parameters
                .text("action")
                .orElseThrow(() -> TelegramRefusal.badRequest("wrong parameter action in request"));
        ledger.typing(bot, chat, action);
        return Result.of(true);
    }
}
