package dev.parley.dispatch.action;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.id.MessageId;
import dev.parley.platform.SentMessage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A message that the platform knows, to act on. */
record TargetMessage(
        ActionTarget at,
        MessageId id,
        String externalId,
        @Nullable String body,
        @Nullable JsonNode replyMarkup,
        boolean hasMedia) {

    SentMessage asSent(Duration deadline) {
        return new SentMessage(externalId, at.recipient(), hasMedia, body, replyMarkup, deadline);
    }
}
