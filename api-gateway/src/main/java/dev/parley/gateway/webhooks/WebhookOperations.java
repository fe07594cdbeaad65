package dev.parley.gateway.webhooks;

import dev.parley.gateway.access.Scope;
import dev.parley.gateway.error.ApiException;
import dev.parley.id.AttemptId;
import dev.parley.id.DeliveryId;
import dev.parley.id.EventId;
import dev.parley.id.WebhookId;
import dev.parley.webhook.DeliveryIds;
import dev.parley.webhook.Redelivery;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Operations on webhooks within a scope; the fan-out does the delivering. */
@ApplicationScoped
public class WebhookOperations {
    private final Webhooks webhooks;
    private final Redelivery redelivery;

    public WebhookOperations(Webhooks webhooks, Redelivery redelivery) {
        this.webhooks = webhooks;
        this.redelivery = redelivery;
    }

    Uni<EventId> test(Scope scope, String id) {
        return enabled(scope, id).flatMap(redelivery::test);
    }

    Uni<Long> recoverSince(Scope scope, String id, Instant since) {
        return enabled(scope, id).flatMap(endpoint -> redelivery.recoverSince(endpoint, since));
    }

    Uni<Long> recoverFrom(Scope scope, String id, EventId from) {
        return enabled(scope, id).flatMap(endpoint -> redelivery.recoverFrom(endpoint, from));
    }

    Uni<EventId> retry(Scope scope, String id, String delivery) {
        return enabled(scope, id)
                .flatMap(endpoint -> find(endpoint, delivery)
                        .flatMap(found -> redelivery
                                .retry(endpoint, found.event(), found.number() + 1)
                                .map(queued -> {
                                    if (!queued) {
                                        throw ApiException.notFound();
                                    }
                                    return found.event();
                                })));
    }

    private Uni<Redelivery.Attempted> find(WebhookId endpoint, String delivery) {
        Optional<DeliveryId> whole = DeliveryId.parse(delivery);
        if (whole.isPresent()) {
            return Uni.createFrom().item(new Redelivery.Attempted(DeliveryIds.eventOf(whole.get(), endpoint), 0));
        }
        Optional<AttemptId> attempt = AttemptId.parse(delivery);
        if (attempt.isEmpty()) {
            return Uni.createFrom().failure(ApiException.notFound());
        }
        return redelivery
                .attempted(endpoint, attempt.get().value())
                .map(found -> found.orElseThrow(ApiException::notFound));
    }

    /** A disabled webhook would drop at once what is queued for it. */
    private Uni<WebhookId> enabled(Scope scope, String id) {
        return webhooks.show(scope, id).map(found -> {
            if (!found.enabled()) {
                throw ApiException.invalid(List.of("Webhook is disabled"));
            }
            return idOf(found);
        });
    }

    private static WebhookId idOf(WebhookAnswer found) {
        return WebhookId.parse(found.id()).orElseThrow();
    }
}
