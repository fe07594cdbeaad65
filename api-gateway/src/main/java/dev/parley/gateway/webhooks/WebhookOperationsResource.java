package dev.parley.gateway.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.gateway.access.Roles;
import dev.parley.gateway.error.ApiException;
import dev.parley.gateway.http.Fields;
import dev.parley.gateway.http.RequestContext;
import dev.parley.gateway.http.TimeParameters;
import dev.parley.gateway.idempotency.InOneTransaction;
import dev.parley.id.EventId;
import dev.parley.json.Json;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

/** What one does to a webhook that is registered: try it, change its secret, have events delivered again. */
@Path("/api/webhooks/{id}")
@RolesAllowed(Roles.TENANT)
@Cancellable(false)
public class WebhookOperationsResource {
    private final RequestContext call;
    private final Webhooks webhooks;
    private final WebhookOperations operations;

    public WebhookOperationsResource(RequestContext call, Webhooks webhooks, WebhookOperations operations) {
        this.call = call;
        this.webhooks = webhooks;
        this.operations = operations;
    }

    /** Sends a {@code webhook.test} event to this webhook alone: 202 {@code {"event_id"}}. 422 when it is disabled. */
    @POST
    @Path("/test")
    @ResponseStatus(202)
    public Uni<JsonNode> test(@RestPath String id) {
        return operations.test(call.scope(), id).map(event -> Json.object().put("event_id", event.toString()));
    }

    /** A new secret, which the answer has; for 24 hours deliveries are signed with the old one as well. */
    @POST
    @Path("/rotate_secret")
    @InOneTransaction
    public Uni<WebhookAnswer> rotateSecret(@RestPath String id) {
        return webhooks.rotateSecret(call.scope(), id);
    }

    /**
     * Delivers again what happened since {@code since} (ISO 8601) or from {@code event_id} on, at most 30 days back:
     * 202 {@code {"events": how many}}. What is still on its way is not doubled. 422 when the webhook is disabled.
     */
    @POST
    @Path("/recover")
    @ResponseStatus(202)
    public Uni<JsonNode> recover(@RestPath String id) {
        Fields fields = call.fields();
        String event = fields.presentText("event_id");
        Uni<Long> recovered = event == null
                ? operations.recoverSince(call.scope(), id, since(fields.requiredText("since")))
                : operations.recoverFrom(call.scope(), id, eventId(event));
        return recovered.map(count -> Json.object().put("events", count));
    }

    /**
     * Delivers once more what the given delivery was about, at once: 202 {@code {"event_id"}}.
     *
     * @param delivery an id from the list of deliveries, or the {@code X-Postproxy-Delivery} of a request
     */
    @POST
    @Path("/deliveries/{delivery}/retry")
    @ResponseStatus(202)
    public Uni<JsonNode> retry(@RestPath String id, @RestPath String delivery) {
        return operations
                .retry(call.scope(), id, delivery)
                .map(event -> Json.object().put("event_id", event.toString()));
    }

    private static Instant since(String text) {
        OffsetDateTime time = TimeParameters.parameter("since", text);
        if (time == null) {
            throw ApiException.missing("since");
        }
        return time.toInstant();
    }

    private static EventId eventId(String text) {
        Optional<EventId> id = EventId.parse(text);
        return id.orElseThrow(ApiException::notFound);
    }
}
