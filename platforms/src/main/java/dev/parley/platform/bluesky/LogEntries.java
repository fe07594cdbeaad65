package dev.parley.platform.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.inbound.InboundEvent;
import dev.parley.inbound.Participant;
import dev.parley.json.Json;
import dev.parley.profile.ConversationKinds.Kind;
import dev.parley.profile.Profile;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a log entry means. Most entries are reads and mean nothing here. An entry shows a message as it is now, not as
 * it was then: one deleted since comes as a deleted view inside its own creation.
 */
@Singleton
class LogEntries {
    private static final String DEFS = "chat.bsky.convo.defs#";

    /** The conversation that must be known to read this entry; empty for entries that are skipped anyway. */
    static Optional<String> conversationOf(JsonNode entry) {
        return switch (type(entry)) {
            case "logCreateMessage", "logDeleteMessage", "logMuteConvo", "logUnmuteConvo" ->
                Optional.ofNullable(entry.path("convoId").asText(null));
            default -> Optional.empty();
        };
    }

    static Conversations.Described withoutNames(Kind kind) {
        return new Conversations.Described(kind, Json.object());
    }

    Optional<InboundEvent> read(Profile profile, JsonNode entry, Conversations.Described conversation) {
        Participant participant = participant(entry, conversation);
        return switch (type(entry)) {
            case "logCreateMessage" -> created(profile, participant, entry.path("message"));
            case "logDeleteMessage" -> deleted(participant, entry.path("message"));
            case "logMuteConvo" -> archived(participant, true, entry);
            case "logUnmuteConvo" -> archived(participant, false, entry);
            default -> Optional.empty();
        };
    }

    private static Optional<InboundEvent> created(Profile profile, Participant participant, JsonNode message) {
        if (!message.hasNonNull("id") || type(message).equals("deletedMessageView")) {
            return Optional.empty();
        }
        String id = message.path("id").asText();
        String sender = message.path("sender").path("did").asText();
        String text = message.path("text").asText("");
        String body = text.isEmpty() ? null : text;
        if (sender.equals(profile.externalId())) {
            return Optional.of(new InboundEvent.EchoArrived(
                    participant,
                    id,
                    Times.of(message.path("sentAt")),
                    body,
                    List.of(),
                    null,
                    false,
                    platformData(message)));
        }
        return Optional.of(new InboundEvent.MessageArrived(
                participant,
                id,
                Times.of(message.path("sentAt")),
                body,
                List.of(),
                replyTo(message),
                platformData(message),
                body == null,
                null,
                List.of()));
    }

    /** Only the deleter sees a delete, so this is our own account's; the time it carries is the message's. */
    private static Optional<InboundEvent> deleted(Participant participant, JsonNode message) {
        return message.hasNonNull("id")
                ? Optional.of(new InboundEvent.MessageDeleted(
                        participant, message.path("id").asText(), Times.of(message.path("deletedAt")), false))
                : Optional.empty();
    }

    private static Optional<InboundEvent> archived(Participant participant, boolean archived, JsonNode entry) {
        return Optional.of(new InboundEvent.ArchiveChanged(
                participant, archived, entry.path("rev").asText()));
    }

    private static Participant participant(JsonNode entry, Conversations.Described conversation) {
        JsonNode member = conversation.member();
        String did = conversation.kind().participantExternalId();
        return new Participant(
                did == null ? "" : did,
                Names.handle(member),
                Names.displayName(member),
                null,
                entry.path("convoId").asText());
    }

    private static @Nullable String replyTo(JsonNode message) {
        return message.path("replyTo").path("id").asText(null);
    }

    private static @Nullable JsonNode platformData(JsonNode message) {
        if (!message.hasNonNull("embed")) {
            return null;
        }
        ObjectNode data = Json.object();
        data.set("embed", message.get("embed"));
        return data;
    }

    /** Production writes full names; some answers leave the prefix or the whole member out. */
    private static String type(JsonNode node) {
        String type = node.path("$type").asText("");
        return type.startsWith(DEFS) ? type.substring(DEFS.length()) : type.substring(type.indexOf('#') + 1);
    }
}
