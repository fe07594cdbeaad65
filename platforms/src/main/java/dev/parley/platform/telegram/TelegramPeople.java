package dev.parley.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.json.Json;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.OutboundMessage.Recipient;
import dev.parley.platform.ParticipantLookup.Found;
import dev.parley.platform.PlatformError;
import dev.parley.platform.http.Deadline;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks about participants: who they are, and whether the bot may write to them. */
@Singleton
class TelegramPeople {
    /** What a send to somebody who never wrote is answered; getChat only says that there is no such chat. */
    private static final String NOT_STARTED = "Forbidden: bot can't initiate conversation with a user";

    private final TelegramApi api;
    private final BotCredentials credentials;

    TelegramPeople(TelegramApi api, BotCredentials credentials) {
        this.api = api;
        this.credentials = credentials;
    }

    Uni<ActionOutcome> mayWrite(Profile profile, Recipient recipient, Duration deadline) {
        return credentials
                .token(profile)
                .map(token -> getChat(token, recipient, deadline).map(TelegramPeople::permission))
                .orElseGet(() -> Uni.createFrom().item(new ActionOutcome.Disconnected(TelegramErrors.DISCONNECTED)));
    }

    private static ActionOutcome permission(ApiResult result) {
        return TelegramErrors.ofAction(result) instanceof ActionOutcome.Refused refused
                ? new ActionOutcome.Refused(inSendersWords(refused.error()))
                : TelegramErrors.ofAction(result);
    }

    private static PlatformError inSendersWords(PlatformError error) {
        return error.message().endsWith("chat not found")
                ? PlatformError.of(NOT_STARTED, "403").withNote(error.message())
                : error;
    }

    Uni<Optional<Found>> lookUp(Profile profile, Recipient participant, Duration within) {
        Deadline deadline = Deadline.in(within);
        return credentials
                .token(profile)
                .map(token -> getChat(token, participant, deadline.left())
                        .map(TelegramPeople::told)
                        .flatMap(chat -> chat.map(known -> avatar(token, participant, known, deadline)
                                        .map(avatar -> Optional.of(found(known, avatar.orElse(null)))))
                                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private Uni<ApiResult> getChat(BotToken token, Recipient participant, Duration deadline) {
        JsonNode parameters = Json.object().set("chat_id", Ids.outgoing(participant.participantId()));
        return api.call(token, "getChat", parameters, deadline);
    }

    /** The chat's own picture is what the participant shows; older ones are asked for where it shows none. */
    private Uni<Optional<JsonNode>> avatar(BotToken token, Recipient participant, JsonNode chat, Deadline deadline) {
        String current = Ids.text(chat.path("photo").path("big_file_id"));
        if (current != null) {
            return Uni.createFrom().item(Optional.of(source(current)));
        }
        JsonNode parameters = Json.object().put("limit", 1).set("user_id", Ids.outgoing(participant.participantId()));
        return api.call(token, "getUserProfilePhotos", parameters, deadline.left())
                .map(TelegramPeople::told)
                .map(photos -> photos.flatMap(
                                list -> Attachments.largest(list.path("photos").path(0)))
                        .map(size -> Ids.text(size.path("file_id")))
                        .map(TelegramPeople::source));
    }

    /** The answer; empty when Telegram will not tell; fails when it may tell later. */
    private static Optional<JsonNode> told(ApiResult result) {
        if (result instanceof ApiResult.Ok ok) {
            return Optional.of(ok.result());
        }
        if (TelegramErrors.ofAction(result) instanceof ActionOutcome.Unavailable unavailable) {
            throw new IllegalStateException(unavailable.error().message());
        }
        return Optional.empty();
    }

    private static JsonNode source(String fileId) {
        return Json.object().put(Attachments.FILE_ID, fileId).put(Attachments.CONTENT_TYPE, "image/jpeg");
    }

    /** A chat without a username is one whose participant has none. */
    private static Found found(JsonNode chat, @Nullable JsonNode avatar) {
        return new Found(chat.path("username").asText(""), People.nameOf(chat), avatar, Json.object());
    }
}
