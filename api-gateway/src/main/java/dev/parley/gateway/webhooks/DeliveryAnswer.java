package dev.parley.gateway.webhooks;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.parley.gateway.entity.WebhookAttempt;
import dev.parley.id.AttemptId;
import dev.parley.id.EventId;
import dev.parley.json.SecondTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to deliver one event.
 *
 * @param responseStatus null when there was no answer
 * @param attemptNumber from 1
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record DeliveryAnswer(
        String id,
        String eventId,
        String eventType,
        @Nullable Integer responseStatus,
        int attemptNumber,
        boolean success,
        @SecondTime Instant attemptedAt,
        @SecondTime Instant createdAt) {
    static DeliveryAnswer of(WebhookAttempt attempt) {
        return new DeliveryAnswer(
                new AttemptId(attempt.id).toString(),
                new EventId(attempt.eventId).toString(),
                attempt.eventType,
                attempt.responseStatus,
                attempt.attemptNumber,
                attempt.success,
                attempt.attemptedAt.toInstant(),
                attempt.createdAt.toInstant());
    }
}
