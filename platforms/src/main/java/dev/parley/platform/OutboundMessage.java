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
        @Nullable String replyToExternalId,
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
}
