package dev.parley.topic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.parley.id.ChatId;
import dev.parley.id.MessageId;
import dev.parley.id.ProfileId;
import dev.parley.json.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * "Send this message": the payload of {@link Topics#OUTBOUND}, version 1. It stands alone: dispatch makes lane and
 * message from it when their rows are absent, so that a load test can feed the topic directly. The profile must exist.
 *
 * @param participantExternalId to whom; makes the chat's row where it is absent
 * @param createdAt when the send was accepted
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record OutboundCommand(
        int version,
        String messageId,
        String chatId,
        String profileId,
        @Nullable String participantExternalId,
        @Nullable String body,
        @Nullable String tag,
        @Nullable String replyToExternalId,
        @Nullable JsonNode replyMarkup,
        @Nullable JsonNode quickReplies,
        @Nullable JsonNode buttons,
        @Nullable JsonNode card,
        @Nullable Instant createdAt) {
    public static final int VERSION = 1;
    /** Levels of a member: far more than any platform has, and few enough to be told of in an event. */
    private static final int DEEPEST = 100;

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    /** A JSON null is read as a node; here it means what an absent member means. */
    public OutboundCommand {
        replyMarkup = orAbsent(replyMarkup);
        quickReplies = orAbsent(quickReplies);
        buttons = orAbsent(buttons);
        card = orAbsent(card);
    }

    private static @Nullable JsonNode orAbsent(@Nullable JsonNode node) {
        return node == null || node.isNull() ? null : node;
    }

    public static Reading<OutboundCommand> read(byte @Nullable [] value) {
        if (value == null) {
            return new Reading.Malformed<>("empty record");
        }
        try {
            return check(Json.MAPPER.readValue(value, OutboundCommand.class));
        } catch (JsonProcessingException malformed) {
            return new Reading.Malformed<>("not an outbound command: " + malformed.getOriginalMessage());
        } catch (IOException | RuntimeException malformed) {
            return new Reading.Malformed<>("not an outbound command");
        }
    }

    private static Reading<OutboundCommand> check(@Nullable OutboundCommand command) {
        if (command == null) {
            return new Reading.Malformed<>("not an outbound command: null");
        }
        if (command.version != VERSION) {
            return new Reading.Malformed<>("unknown version " + command.version);
        }
        if (isNotA(
                command.messageId, MessageId.parse(orEmpty(command.messageId)).isPresent())) {
            return new Reading.Malformed<>("message_id is missing or not a message id");
        }
        if (isNotA(command.chatId, ChatId.parse(orEmpty(command.chatId)).isPresent())) {
            return new Reading.Malformed<>("chat_id is missing or not a chat id");
        }
        if (isNotA(
                command.profileId, ProfileId.parse(orEmpty(command.profileId)).isPresent())) {
            return new Reading.Malformed<>("profile_id is missing or not a profile id");
        }
        if (command.createdAt != null && (command.createdAt.isBefore(EARLIEST) || command.createdAt.isAfter(LATEST))) {
            return new Reading.Malformed<>("created_at is out of range");
        }
        if (Stream.of(command.replyMarkup, command.quickReplies, command.buttons, command.card)
                .anyMatch(node -> node != null && isDeeper(node, DEEPEST))) {
            return new Reading.Malformed<>("nested too deeply");
        }
        return new Reading.Readable<>(command);
    }

    private static boolean isDeeper(JsonNode node, int levels) {
        if (!node.isContainerNode()) {
            return false;
        }
        if (levels == 0) {
            return true;
        }
        for (JsonNode member : node) {
            if (isDeeper(member, levels - 1)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNotA(@Nullable String text, boolean parsed) {
        return text == null || !parsed;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    public MessageId message() {
        return MessageId.parse(messageId).orElseThrow();
    }

    public ChatId chat() {
        return ChatId.parse(chatId).orElseThrow();
    }

    public ProfileId profile() {
        return ProfileId.parse(profileId).orElseThrow();
    }

    public byte[] write() {
        return Json.bytes(this);
    }
}
