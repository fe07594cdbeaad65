package dev.parley.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.parley.json.MillisecondTime;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as REST answers and webhooks show it. Every member is always written, null when unknown, except
 * {@code story_reply}, which only an answer to a story carries.
 *
 * @param externalId the platform's own id; null while pending
 * @param direction {@code inbound} or {@code outbound}
 * @param sentBy {@code api}, {@code app} or {@code automation}; null for what the participant wrote
 * @param status {@code pending}, {@code published}, {@code failed_waiting_for_retry}, {@code failed} or {@code received}
 * @param platformData an object or null, never a list
 * @param links what was shared without being an attachment, {@code [{type, title, url}]}; never null
 * @param tappedAction {@code {kind, payload, title}} when the message is a tap
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Message(
        String id,
        String chatId,
        @Nullable String externalId,
        String direction,
        @Nullable String sentBy,
        @Nullable String body,
        String status,
        @Nullable String tag,
        @Nullable String externalCommentId,
        @Nullable String errorMessage,
        @Nullable ErrorDetails errorDetails,
        @Nullable JsonNode platformData,
        @MillisecondTime @Nullable Instant externalPostedAt,
        @MillisecondTime @Nullable Instant externalDeliveredAt,
        @MillisecondTime @Nullable Instant externalReadAt,
        @MillisecondTime @Nullable Instant externalEditedAt,
        @Nullable String replyToExternalId,
        @Nullable JsonNode replyMarkup,
        @Nullable JsonNode quickReplies,
        @Nullable JsonNode buttons,
        @Nullable JsonNode card,
        @Nullable TappedAction tappedAction,
        @MillisecondTime @Nullable Instant externalDeletedAt,
        List<Reaction> reactions,
        List<Attachment> attachments,
        JsonNode links,
        boolean isUnsupported,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JsonNode storyReply,
        @MillisecondTime Instant createdAt) {}
