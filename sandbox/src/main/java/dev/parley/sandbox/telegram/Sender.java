package dev.parley.sandbox.telegram;

import dev.parley.sandbox.Moment;
import dev.parley.sandbox.SandboxSettings;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What all sends have in common: who may be written to, replies, keyboards, pace, ledger. Callers hold the bot's
 * monitor.
 */
@ApplicationScoped
class Sender {

    private final BotRegistry bots;
    private final Directory directory;
    private final Tuning tuning;
    private final TelegramLedger ledger;
    private final SandboxSettings settings;

    Sender(BotRegistry bots, Directory directory, Tuning tuning, TelegramLedger ledger, SandboxSettings settings) {
        this.bots = bots;
        this.directory = directory;
        this.tuning = tuning;
        this.ledger = ledger;
        this.settings = settings;
    }

    /** Refuses what may not be sent at all, and takes the pace's permit for what may. */
    Admission admit(Bot bot, CallParameters parameters) {
        Optional<ReplyMarkup> markup = ReplyMarkup.of(parameters);
        TelegramChat chat = writableChat(bot, parameters);
        Optional<TelegramMessage> repliedTo = repliedTo(chat, parameters);
        takePace(bot, chat);
        return new Admission(bot, chat, markup.orElse(null), repliedTo.orElse(null));
    }

    /**
     * Sends: the message is in the chat and in the ledger from now on.
     *
     * @param extras the fields besides text, or null
     * @param noted what the ledger notes besides the text, or null
     * @return the Message
     */
    Result send(Admission admission, @Nullable String text, @Nullable JsonObject extras, @Nullable JsonObject noted) {
        Bot bot = admission.bot;
        TelegramChat chat = admission.chat;
        TelegramMessage message = new TelegramMessage(
                chat.nextMessageId(),
                true,
                Moment.instant().getEpochSecond(),
                0,
                text,
                withReply(admission, extras),
                admission.markup);
        chat.add(message, settings.chatLimit());
        ledger.sent(bot, chat, message, details(admission, noted));
        return Result.of(shown(bot, chat, message));
    }

    /** The Message object as methods return it. */
    JsonObject shown(Bot bot, TelegramChat chat, TelegramMessage message) {
        TelegramUser user = directory.userOrStranger(chat.userId());
        return message.toJson(message.fromBot() ? bot.asSender() : user.asSender(), user.asChat());
    }

    /** The chat a call names, if the bot may write to it. */
    TelegramChat writableChat(Bot bot, CallParameters parameters) {
        String chatId = parameters.text("chat_id").orElseThrow(() -> TelegramRefusal.badRequest("chat_id is empty"));
        if (!chatId.matches("[1-9]\\d{0,15}")) {
            throw TelegramRefusal.badRequest("chat not found");
        }
        long userId = Long.parseLong(chatId);
        if (bots.isBot(userId)) {
            throw TelegramRefusal.forbidden("bot can't send messages to bots");
        }
        TelegramChat chat = bot.knownChat(userId)
                .filter(TelegramChat::isStarted)
                .orElseThrow(() -> TelegramRefusal.forbidden("bot can't initiate conversation with a user"));
        if (directory.isDeactivated(userId)) {
            throw TelegramRefusal.forbidden("user is deactivated");
        }
        if (chat.isBlocked()) {
            throw TelegramRefusal.forbidden("bot was blocked by the user");
        }
        return chat;
    }

    private Optional<TelegramMessage> repliedTo(TelegramChat chat, CallParameters parameters) {
        JsonObject reply = parameters
                .object("reply_parameters", "can't parse reply parameters JSON object")
                .orElseGet(JsonObject::new);
        OptionalLong id = reply.getValue("message_id") instanceof Number number
                ? OptionalLong.of(number.longValue())
                : parameters.number("reply_to_message_id");
        if (id.isEmpty()) {
            return Optional.empty();
        }
        Optional<TelegramMessage> message = chat.message(id.getAsLong());
        boolean required = !reply.getBoolean("allow_sending_without_reply", false)
                && !parameters.flag("allow_sending_without_reply");
        if (message.isEmpty() && required) {
            throw TelegramRefusal.badRequest("message to be replied not found");
        }
        return message;
    }

    private void takePace(Bot bot, TelegramChat chat) {
        SendLimits limits = bot.limitsOr(tuning.limits());
        long now = Moment.millis();
        long wait = Math.max(
                chat.pace().waitAt(now, limits.chatPerSecond(), limits.chatBurst()),
                bot.pace().waitAt(now, limits.botPerSecond(), limits.botBurst()));
        if (wait > 0) {
            throw TelegramRefusal.tooManyRequests((int) Math.ceilDiv(wait, 1_000));
        }
        chat.pace().take(now, limits.chatPerSecond());
        bot.pace().take(now, limits.botPerSecond());
    }

    private @Nullable JsonObject withReply(Admission admission, @Nullable JsonObject extras) {
        TelegramMessage repliedTo = admission.repliedTo;
        if (repliedTo == null) {
            return extras;
        }
        JsonObject original = shown(admission.bot, admission.chat, repliedTo);
        original.remove("reply_to_message");
        return (extras == null ? new JsonObject() : extras).put("reply_to_message", original);
    }

    private static @Nullable JsonObject details(Admission admission, @Nullable JsonObject noted) {
        if (noted == null && admission.markup == null && admission.repliedTo == null) {
            return null;
        }
        JsonObject details = noted == null ? new JsonObject() : noted;
        if (admission.repliedTo != null) {
            details.put("reply_to", Integer.toString(admission.repliedTo.id()));
        }
        if (admission.markup != null) {
            details.put("reply_markup", admission.markup.json());
        }
        return details;
    }

    /** A send that nothing forbids. */
    record Admission(
            Bot bot,
            TelegramChat chat,
            @Nullable ReplyMarkup markup,
            @Nullable TelegramMessage repliedTo) {}
}
