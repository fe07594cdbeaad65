package dev.parley.sandbox.telegram;

import dev.parley.sandbox.Moment;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * editMessageText, editMessageCaption and editMessageReplyMarkup. An edit without reply_markup takes the inline
 * keyboard away, as Telegram does.
 */
@ApplicationScoped
class EditMethods implements MethodGroup {

    private static final String NOT_MODIFIED = "message is not modified: specified new message content and reply markup"
            + " are exactly the same as a current content and reply markup of the message";

    private final Sender sender;
    private final TelegramLedger ledger;

    EditMethods(Sender sender, TelegramLedger ledger) {
        this.sender = sender;
        this.ledger = ledger;
    }

    @Override
    public List<BotMethod> methods() {
        return List.of(
                BotMethod.of("editMessageText", "edit", this::editText),
                BotMethod.of("editMessageCaption", "edit", this::editCaption),
                BotMethod.of("editMessageReplyMarkup", "edit", this::editReplyMarkup));
    }

    private Result editText(Bot bot, CallParameters parameters) {
        FormattedText text = FormattedText.of(parameters, "text", "entities");
        if (text.words().isEmpty()) {
            throw TelegramRefusal.badRequest("message text is empty");
        }
        Target target = target(bot, parameters);
        if (target.message.text() == null) {
            throw TelegramRefusal.badRequest("there is no text in the message to edit");
        }
        if (text.length() > Wording.MOST_TEXT) {
            throw TelegramRefusal.badRequest("MESSAGE_TOO_LONG");
        }
        JsonObject extras =
                with(target.message.extras(), "entities", text.entities().isEmpty() ? null : text.entities());
        return edit(target, target.message.withText(text.words(), extras, target.keyboard, now()), "editMessageText");
    }

    private Result editCaption(Bot bot, CallParameters parameters) {
        FormattedText caption = FormattedText.of(parameters, "caption", "caption_entities");
        Target target = target(bot, parameters);
        if (target.message.text() != null || target.message.extras() == null) {
            throw TelegramRefusal.badRequest("there is no caption in the message to edit");
        }
        if (caption.length() > Wording.MOST_CAPTION) {
            throw TelegramRefusal.badRequest("message caption is too long");
        }
        JsonObject extras =
                with(target.message.extras(), "caption", caption.words().isEmpty() ? null : caption.words());
        JsonObject marked = with(extras, "caption_entities", caption.entities().isEmpty() ? null : caption.entities());
        return edit(target, target.message.withExtras(marked, target.keyboard, now()), "editMessageCaption");
    }

    private Result editReplyMarkup(Bot bot, CallParameters parameters) {
        Target target = target(bot, parameters);
        TelegramMessage changed = target.message.withExtras(target.message.extras(), target.keyboard, now());
        return edit(target, changed, "editMessageReplyMarkup");
    }

    private Target target(Bot bot, CallParameters parameters) {
        @Nullable ReplyMarkup keyboard = ReplyMarkup.inlineOnly(parameters).orElse(null);
        TelegramChat chat = sender.writableChat(bot, parameters);
        long id = parameters
                .number("message_id")
                .orElseThrow(() -> TelegramRefusal.badRequest("message identifier is not specified"));
        Optional<TelegramMessage> message = chat.message(id);
        if (message.isEmpty()) {
            throw TelegramRefusal.badRequest("message to edit not found");
        }
        if (!message.get().isEditable()) {
            throw TelegramRefusal.badRequest("message can't be edited");
        }
        return new Target(bot, chat, message.get(), keyboard);
    }

    private Result edit(Target target, TelegramMessage changed, String method) {
        TelegramMessage before = target.message;
        boolean same = Objects.equals(before.text(), changed.text())
                && Objects.equals(before.extras(), changed.extras())
                && Objects.equals(before.inlineKeyboard(), changed.inlineKeyboard());
        if (same) {
            throw TelegramRefusal.badRequest(NOT_MODIFIED);
        }
        target.chat.replace(changed);
        ledger.edited(target.bot, target.chat, changed, method);
        return Result.of(sender.shown(target.bot, target.chat, changed));
    }

    private static @Nullable JsonObject with(@Nullable JsonObject extras, String field, @Nullable Object value) {
        JsonObject changed = extras == null ? new JsonObject() : extras.copy();
        if (value == null) {
            changed.remove(field);
        } else {
            changed.put(field, value);
        }
        return changed.isEmpty() ? null : changed;
    }

    private static long now() {
        return Moment.instant().getEpochSecond();
    }

    private record Target(
            Bot bot,
            TelegramChat chat,
            TelegramMessage message,
            @Nullable ReplyMarkup keyboard) {}
}
