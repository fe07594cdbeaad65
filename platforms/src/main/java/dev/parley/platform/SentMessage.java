package dev.parley.platform;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A message that the platform knows, as the target of an action.
 *
 * @param hasMedia whether its text is a caption
 * @param replyMarkup the keyboard it carries now
 */
public record SentMessage(
        String externalId,
        OutboundMessage.Recipient recipient,
        boolean hasMedia,
        @Nullable String body,
        @Nullable JsonNode replyMarkup,
        Duration deadline) {}
