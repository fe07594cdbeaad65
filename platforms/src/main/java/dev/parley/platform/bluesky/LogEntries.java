package dev.parley.platform.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.inbound.InboundEvent;
import dev.parley.inbound.Participant;
import dev.parley.inbound.SentBy;
import dev.parley.json.Json;
import dev.parley.profile.ConversationKinds.Kind;
import dev.parley.profile.Profile;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a log entry means. Most entries are reads and mean nothing here. An entry shows a message as it is now, not as
 * it was then: one deleted since comes as a deleted view inside its own creation.
 */
@Singleton
class LogEntries {
    private static final String DEFS = "chat.bsky.convo.defs#";
    /** What stands in a message's place when there is none. */
    private static final Set<String> NO_MESSAGES = Set.of("deletedMessageView", "systemMessageView");
    /** Reactions are as they are now and change without the message; the rest has a member of its own. */
    private static final Set<String> SHOWN_ELSEWHERE =
            Set.of("$type", "id", "rev", "text", "sender", "sentAt", "replyTo", "reactions");

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
        String id = text(message, "id");
        String body = text(message, "text");
        JsonNode carried = platformData(message);
        if (id == null || NO_MESSAGES.contains(type(message)) || (body == null && carried == null)) {
            return Optional.empty();
        }
        String sender = message.path("sender").path("did").asText();
        Instant at = BlueskyTimes.of(message.path("sentAt"));
        if (sender.equals(profile.externalId())) {
            return Optional.of(new InboundEvent.EchoArrived(
                    participant, id, at, body, List.of(), null, false, carried, replyTo(message), false, SentBy.APP));
        }
        // Whoever else it is has no part in a direct conversation.
        return sender.equals(participant.externalId())
                ? Optional.of(new InboundEvent.MessageArrived(
                        participant, id, at, body, List.of(), replyTo(message), carried, false, null, List.of()))
                : Optional.empty();
    }

    /** Only the deleter sees a delete, so this is our own account's; the time it carries is the message's. */
    private static Optional<InboundEvent> deleted(Participant participant, JsonNode message) {
        return message.hasNonNull("id")
                ? Optional.of(new InboundEvent.MessageDeleted(
                        participant, message.path("id").asText(), BlueskyTimes.of(message.path("deletedAt")), false))
                : Optional.empty();
    }

    private static Optional<InboundEvent> archived(Participant participant, boolean archived, JsonNode entry) {
        return Optional.of(new InboundEvent.ArchiveChanged(
                participant, archived, entry.path("rev").asText()));
    }

    /** A view of a profile is complete; one whose handle is broken names nobody, and so says nothing. */
    private static Participant participant(JsonNode entry, Conversations.Described conversation) {
        String did = conversation.kind().participantExternalId();
        JsonNode member = conversation.member().has("did") ? conversation.member() : related(entry, did);
        String handle = Names.handle(member);
        return new Participant(
                did == null ? "" : did,
                handle,
                Names.displayName(member),
                null,
                entry.path("convoId").asText(),
                handle != null);
    }

    /** The profiles that an entry brings along, where it does. */
    private static JsonNode related(JsonNode entry, @Nullable String did) {
        return entry.path("relatedProfiles")
                .valueStream()
                .filter(profile -> profile.path("did").asText().equals(did))
                .findFirst()
                .orElseGet(Json::object);
    }

    private static @Nullable String replyTo(JsonNode message) {
        return text(message.path("replyTo"), "id");
    }

    /** Facets, an embedded post or invitation, members that are added later: unchanged, and the links among it. */
    private static @Nullable JsonNode platformData(JsonNode message) {
        ObjectNode data = Json.object();
        for (Map.Entry<String, JsonNode> member : message.properties()) {
            JsonNode value = member.getValue();
            boolean empty = value.isNull() || (value.isContainerNode() && value.isEmpty());
            if (!empty && !SHOWN_ELSEWHERE.contains(member.getKey())) {
                data.set(member.getKey(), value);
            }
        }
        ArrayNode links = SharedLinks.of(message);
        if (!links.isEmpty()) {
            data.set("links", links);
        }
        return data.isEmpty() ? null : data;
    }

    private static @Nullable String text(JsonNode node, String member) {
        String text = node.path(member).isTextual() ? node.path(member).asText() : "";
        return text.isEmpty() ? null : text;
    }

    /** Production writes full names; some answers leave the prefix or the whole member out. */
    private static String type(JsonNode node) {
        String type = node.path("$type").asText("");
        return type.startsWith(DEFS) ? type.substring(DEFS.length()) : type.substring(type.indexOf('#') + 1);
    }
}
