package dev.parley.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.parley.json.MillisecondTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A conversation between a profile and one participant.
 *
 * @param archived only on platforms that can archive; the member is left out elsewhere
 * @param messagingWindow null where the platform has no window
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Chat(
        String id,
        String profileId,
        String platform,
        String participantExternalId,
        @Nullable String participantUsername,
        @Nullable String participantName,
        @Nullable String participantAvatarUrl,
        @Nullable String externalConversationId,
        @MillisecondTime @Nullable Instant lastInboundAt,
        @MillisecondTime @Nullable Instant lastOutboundAt,
        @MillisecondTime @Nullable Instant lastMessageAt,
        @Nullable JsonNode metadata,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean archived,
        @Nullable MessagingWindow messagingWindow,
        @MillisecondTime Instant createdAt) {}
