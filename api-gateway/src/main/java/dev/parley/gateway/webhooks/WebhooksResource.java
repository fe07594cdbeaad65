package dev.parley.gateway.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.gateway.access.Roles;
import dev.parley.gateway.http.Listing;
import dev.parley.gateway.http.Page;
import dev.parley.gateway.http.Paging;
import dev.parley.gateway.http.RequestContext;
import dev.parley.gateway.idempotency.InOneTransaction;
import dev.parley.http.CustomerUrls;
import dev.parley.json.Json;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Where events are delivered: {@code /api/webhooks}. */
@Path("/api/webhooks")
@RolesAllowed(Roles.TENANT)
@Cancellable(false)
public class WebhooksResource {
    private final RequestContext call;
    private final Webhooks webhooks;
    private final CustomerUrls urls;

    public WebhooksResource(RequestContext call, Webhooks webhooks, CustomerUrls urls) {
        this.call = call;
        this.webhooks = webhooks;
        this.urls = urls;
    }

    /** All registrations, without their secrets. */
    @GET
    public Uni<Listing<WebhookAnswer>> list() {
        return webhooks.list(call.scope()).map(Listing::new);
    }

    @GET
    @Path("/{id}")
    public Uni<WebhookAnswer> show(@RestPath String id) {
        return webhooks.show(call.scope(), id);
    }

    /** Registers {@code url} for {@code events}; the answer has the signing secret. */
    @POST
    @ResponseStatus(201)
    @InOneTransaction
    public Uni<WebhookAnswer> create() {
        return webhooks.create(call.scope(), WebhookFields.read(call.fields(), urls, true));
    }

    @PATCH
    @Path("/{id}")
    @InOneTransaction
    public Uni<WebhookAnswer> change(@RestPath String id) {
        var fields = call.fields();
        var scope = call.scope();
        return webhooks.show(scope, id)
                .flatMap(found -> webhooks.change(scope, id, WebhookFields.read(fields, urls, false)));
    }

    /** Ends deliveries, pending ones included: {@code {"deleted":true}}. */
    @DELETE
    @Path("/{id}")
    @InOneTransaction
    public Uni<JsonNode> delete(@RestPath String id) {
        return webhooks.delete(call.scope(), id).replaceWith(() -> Json.object().put("deleted", true));
    }

    /** Every attempt of the last 30 days, newest first. */
    @GET
    @Path("/{id}/deliveries")
    public Uni<Page<DeliveryAnswer>> deliveries(
            @RestPath String id, @RestQuery @Nullable String page, @RestQuery("per_page") @Nullable String perPage) {
        return webhooks.deliveries(call.scope(), id, Paging.of(page, perPage));
    }
}
