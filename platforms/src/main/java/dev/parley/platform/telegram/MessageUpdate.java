package dev.parley.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.inbound.InboundEvent;
import dev.parley.json.Json;
import dev.parley.platform.UnreadableItemException;
import dev.parley.profile.Profile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code message} and {@code edited_message}. Empty for groups, channels, service messages, what somebody else than the
 * participant wrote, and chats of a business account that the bot only manages.
 */
final class MessageUpdate {
    private MessageUpdate() {}

    static Optional<InboundEvent> arrived(Profile profile, JsonNode message, Instant receivedAt) {
        return read(profile, message)
                .map(read -> new InboundEvent.MessageArrived(
                        read.people.participant(),
                        read.messageId,
                        or(Ids.second(message.path("date")), receivedAt),
                        read.content.body(),
                        read.content.attachments(),
                        replyTo(message),
                        read.content.platformData(),
                        read.content.unsupported(),
                        null,
                        List.of()));
    }

    /** Telegram also tells edits that change nothing visible; whether one did shows when it meets what is stored. */
    static Optional<InboundEvent> edited(Profile profile, JsonNode message, JsonNode updateId, Instant receivedAt) {
        return read(profile, message).map(read -> {
            Instant at = or(Ids.second(message.path("edit_date")), receivedAt);
            String version = Ids.of(updateId);
            return new InboundEvent.MessageEdited(
                    read.people.participant(),
                    read.messageId,
                    at,
                    // Two edits within a second share their edit_date.
                    version == null ? Long.toString(at.getEpochSecond()) : version,
                    read.content.body(),
                    // Nothing beside the words any more: that is told, because silence would keep what there was.
                    read.content.platformData() == null ? Json.object() : read.content.platformData());
        });
    }

    private record Read(People people, String messageId, MessageContent content) {}

    private static Optional<Read> read(Profile profile, JsonNode message) {
        if (!message.isObject()) {
            throw new UnreadableItemException("message is no object");
        }
        JsonNode chat = message.path("chat");
        String chatId = UpdateReader.required(chat.path("id"), "chat.id");
        String messageId = UpdateReader.required(message.path("message_id"), "message_id");
        People people = new People(chatId, chat, message.path("from"));
        if (!people.isTheParticipants() || people.isSentBy(profile.externalId()) || isOfBusiness(message)) {
            return Optional.empty();
        }
        return MessageContent.of(message).map(content -> new Read(people, messageId, content));
    }

    /** Its chat is between two people; its id may be that of a chat with the bot all the same. */
    static boolean isOfBusiness(JsonNode message) {
        return message.hasNonNull("business_connection_id");
    }

    /** In a topic, what has no other original hangs below the service message that opened the topic. */
    private static @Nullable String replyTo(JsonNode message) {
        JsonNode original = message.path("reply_to_message");
        return original.has("forum_topic_created") ? null : Ids.of(original.path("message_id"));
    }

    private static Instant or(@Nullable Instant told, Instant otherwise) {
        return told == null ? otherwise : told;
    }
}
