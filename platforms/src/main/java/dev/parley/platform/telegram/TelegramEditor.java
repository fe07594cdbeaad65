package dev.parley.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.json.Json;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.SentMessage;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Edits text, caption and keyboard. */
@Singleton
class TelegramEditor {
    private static final String INLINE_KEYBOARD = "inline_keyboard";
    private static final String NOT_MODIFIED = "message is not modified";

    private final TelegramApi api;
    private final BotCredentials credentials;

    TelegramEditor(TelegramApi api, BotCredentials credentials) {
        this.api = api;
        this.credentials = credentials;
    }

    Uni<ActionOutcome> edit(
            Profile profile, SentMessage message, @Nullable String body, @Nullable JsonNode replyMarkup) {
        return credentials
                .token(profile)
                .map(token -> api.call(
                                token,
                                method(message, body),
                                parameters(message, body, replyMarkup),
                                message.deadline())
                        .map(result -> outcome(result, message, body, replyMarkup)))
                .orElseGet(() -> Uni.createFrom().item(new ActionOutcome.Disconnected(TelegramErrors.DISCONNECTED)));
    }

    private static String method(SentMessage message, @Nullable String body) {
        if (body == null) {
            return "editMessageReplyMarkup";
        }
        return message.hasMedia() ? "editMessageCaption" : "editMessageText";
    }

    private static ObjectNode parameters(SentMessage message, @Nullable String body, @Nullable JsonNode replyMarkup) {
        ObjectNode parameters = Json.object();
        parameters.set("chat_id", Ids.outgoing(message.recipient().participantId()));
        parameters.set("message_id", Ids.outgoing(message.externalId()));
        if (body != null) {
            parameters.put(message.hasMedia() ? "caption" : "text", body);
        }
        JsonNode keyboard = keyboardAfter(message, replyMarkup);
        if (keyboard != null) {
            parameters.set("reply_markup", keyboard);
        }
        return parameters;
    }

    /**
     * An edit that names no keyboard takes the inline keyboard away, so the one it carries now is sent along. That is
     * also how it is removed.
     */
    private static @Nullable JsonNode keyboardAfter(SentMessage message, @Nullable JsonNode replyMarkup) {
        if (replyMarkup != null) {
            return replyMarkup.isEmpty() ? null : replyMarkup;
        }
        return inlineKeyboard(message);
    }

    /** Other keyboards belong to the app's input field rather than to the message. */
    private static @Nullable JsonNode inlineKeyboard(SentMessage message) {
        JsonNode carried = message.replyMarkup();
        return carried != null && carried.has(INLINE_KEYBOARD) ? carried : null;
    }

    /**
     * "Not modified" although something differs from what is stored: an earlier attempt went through unanswered. It is
     * told as the success it was.
     */
    private static ActionOutcome outcome(
            ApiResult result, SentMessage message, @Nullable String body, @Nullable JsonNode replyMarkup) {
        boolean alreadyDone = result instanceof ApiResult.Refused refused
                && TelegramErrors.says(refused, NOT_MODIFIED)
                && changes(message, body, replyMarkup);
        return alreadyDone ? ActionOutcome.Done.plain() : TelegramErrors.ofAction(result);
    }

    private static boolean changes(SentMessage message, @Nullable String body, @Nullable JsonNode replyMarkup) {
        boolean changesBody = body != null && !body.equals(message.body());
        boolean changesKeyboard = replyMarkup != null
                && !Json.object().equals(replyMarkup)
                && !replyMarkup.equals(inlineKeyboard(message));
        boolean removesKeyboard = replyMarkup != null && replyMarkup.isEmpty() && inlineKeyboard(message) != null;
        return changesBody || changesKeyboard || removesKeyboard;
    }
}
