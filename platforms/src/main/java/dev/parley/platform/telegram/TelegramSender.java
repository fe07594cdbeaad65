package dev.parley.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.json.Json;
import dev.parley.platform.OutboundAttachment;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.PlatformError;
import dev.parley.platform.SendOutcome;
import dev.parley.platform.http.Deadline;
import dev.parley.platform.http.Multipart;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends a text or a file, with one call and no repetition: only a picture that is refused as a photo, and so was certainly
 * not sent, goes again as a document.
 *
 * <pre>
 *   text ──► sendMessage
 *   file ──► sendPhoto, sendVideo … ──refused as a photo──► sendDocument
 * </pre>
 */
@Singleton
class TelegramSender {
    private final TelegramApi api;
    private final BotCredentials credentials;
    private final RateLimitScope floods;

    TelegramSender(TelegramApi api, BotCredentials credentials, RateLimitScope floods) {
        this.api = api;
        this.credentials = credentials;
        this.floods = floods;
    }

    Uni<SendOutcome> send(Profile profile, OutboundMessage message) {
        return Uni.createFrom()
                .deferred(() -> credentials
                        .token(profile)
                        .map(token -> call(token, message).map(result -> outcome(profile, message, result)))
                        .orElseGet(
                                () -> Uni.createFrom().item(new SendOutcome.Disconnected(TelegramErrors.DISCONNECTED))))
                // The API never fails, so this happened before the call.
                .onFailure()
                .recoverWithItem(failure -> new SendOutcome.RetryLater(
                        null,
                        SendOutcome.Scope.CHAT,
                        PlatformError.of("The message could not be prepared")
                                .withNote(failure.getClass().getSimpleName())));
    }

    private Uni<ApiResult> call(BotToken token, OutboundMessage message) {
        OutboundAttachment attachment = message.attachment();
        ObjectNode parameters = parameters(message);
        if (attachment == null) {
            parameters.put("text", message.body() == null ? "" : message.body());
            return api.call(token, "sendMessage", parameters, message.deadline());
        }
        if (message.body() != null) {
            parameters.put("caption", message.body());
        }
        Deadline deadline = Deadline.in(message.deadline());
        MediaMethod media = MediaMethod.of(attachment);
        return upload(token, parameters, media, attachment, deadline)
                .flatMap(result -> media == MediaMethod.PHOTO && TelegramErrors.isNoPhoto(result)
                        ? upload(token, parameters, MediaMethod.DOCUMENT, attachment, deadline)
                        : Uni.createFrom().item(result));
    }

    private Uni<ApiResult> upload(
            BotToken token,
            ObjectNode parameters,
            MediaMethod media,
            OutboundAttachment attachment,
            Deadline deadline) {
        return api.upload(
                token, media.method(), form(parameters, media, attachment).body(), deadline.left());
    }

    private static ObjectNode parameters(OutboundMessage message) {
        ObjectNode parameters = Json.object();
        parameters.set("chat_id", Ids.outgoing(message.recipient().participantId()));
        OutboundMessage.Original original = message.replyTo();
        if (original != null) {
            ObjectNode reply = Json.object();
            reply.set("message_id", Ids.outgoing(original.externalId()));
            parameters.set("reply_parameters", reply);
            topicOf(original).ifPresent(topic -> parameters.set("message_thread_id", topic));
        }
        if (message.replyMarkup() != null) {
            parameters.set("reply_markup", message.replyMarkup());
        }
        return parameters;
    }

    /** The topic that the original stands in, so that the reply stands there too. */
    private static Optional<JsonNode> topicOf(OutboundMessage.Original original) {
        return Optional.ofNullable(original.platformData())
                .map(data -> data.path("message_thread_id"))
                .filter(JsonNode::isIntegralNumber);
    }

    /** In a form, objects are JSON text. */
    private static Multipart form(ObjectNode parameters, MediaMethod media, OutboundAttachment attachment) {
        Multipart form = new Multipart();
        for (Iterator<Map.Entry<String, JsonNode>> each = parameters.fields(); each.hasNext(); ) {
            Map.Entry<String, JsonNode> parameter = each.next();
            JsonNode value = parameter.getValue();
            form.text(parameter.getKey(), value.isValueNode() ? value.asText() : value.toString());
        }
        return form.file(
                media.field(),
                MediaMethod.fileName(attachment),
                attachment.contentType(),
                attachment.size(),
                attachment.bytes().get());
    }

    private SendOutcome outcome(Profile profile, OutboundMessage message, ApiResult result) {
        if (result instanceof ApiResult.Ok ok) {
            String externalId = Ids.of(ok.result().path("message_id"));
            if (externalId != null) {
                return SendOutcome.Sent.of(externalId, at(ok.result()));
            }
        }
        return TelegramErrors.ofSend(result, scope(profile, message, result));
    }

    private SendOutcome.Scope scope(Profile profile, OutboundMessage message, ApiResult result) {
        return result instanceof ApiResult.Refused refused && TelegramErrors.isTooManyRequests(refused)
                ? floods.refused(profile.id(), message.recipient().participantId(), refused.retryAfter())
                : SendOutcome.Scope.CHAT;
    }

    private static Instant at(JsonNode message) {
        @Nullable Instant told = Ids.second(message.path("date"));
        return told == null ? Instant.now() : told;
    }
}
