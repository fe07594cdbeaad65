package dev.parley.platform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.id.ChatId;
import dev.parley.id.MessageId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A message to send.
 *
 * @param recipient to whom
 * @param body text; null when an attachment is sent
 * @param attachment stored bytes to send; null for text
 * @param replyTo the message that this one answers; null when the customer names none
 * @param commentExternalId set for a private reply: addressed to the comment's author through the comment
 * @param deadline within which {@link Platform#send} must have answered
 */
public record OutboundMessage(
        MessageId id,
        ChatId chat,
        Recipient recipient,
        @Nullable String body,
        @Nullable OutboundAttachment attachment,
        @Nullable String tag,
        @Nullable Original replyTo,
        @Nullable JsonNode replyMarkup,
        @Nullable JsonNode quickReplies,
        @Nullable JsonNode buttons,
        @Nullable JsonNode card,
        @Nullable String commentExternalId,
        Duration deadline) {

    /**
     * The other end.
     *
     * @param conversationId the platform's conversation id, where known
     */
    public record Recipient(String participantId, @Nullable String conversationId) {}

    /**
     * A message of the same chat.
     *
     * @param platformData what the platform's package noted about it; null when that is nothing, or it is not stored
     */
    public record Original(String externalId, @Nullable JsonNode platformData) {}
}
