package dev.parley.gateway.webhooks;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.parley.gateway.entity.WebhookEndpoint;
import dev.parley.id.WebhookId;
import dev.parley.json.SecondTime;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as REST shows it.
 *
 * @param secret left out of lists
 * @param ordered whether deliveries of one chat wait for each other
 * @param disabledReason why Parley disabled it; null when it did not
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record WebhookAnswer(
        String id,
        String url,
        List<String> events,
        boolean enabled,
        @Nullable String description,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret,
        boolean ordered,
        @Nullable String disabledReason,
        @SecondTime Instant createdAt,
        @SecondTime Instant updatedAt) {
    static WebhookAnswer of(WebhookEndpoint endpoint, @Nullable String secret) {
        return new WebhookAnswer(
                new WebhookId(endpoint.id).toString(),
                endpoint.url,
                List.of(endpoint.events),
                endpoint.enabled,
                endpoint.description,
                secret,
                endpoint.ordered,
                endpoint.disabledReason,
                endpoint.createdAt.toInstant(),
                endpoint.updatedAt.toInstant());
    }
}
