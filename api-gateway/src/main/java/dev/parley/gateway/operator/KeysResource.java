package dev.parley.gateway.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.gateway.access.Roles;
import dev.parley.gateway.http.Fields;
import dev.parley.gateway.http.Listing;
import dev.parley.gateway.http.RequestContext;
import dev.parley.json.Json;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Bearer keys, for the operator: {@code /api/admin/keys}. */
@Path("/api/admin/keys")
@RolesAllowed(Roles.OPERATOR)
@Cancellable(false)
public class KeysResource {
    private static final int LONGEST_LABEL = 255;

    private final RequestContext call;
    private final ApiKeys keys;

    public KeysResource(RequestContext call, ApiKeys keys) {
        this.call = call;
        this.keys = keys;
    }

    /** Keys that work, without their secrets. */
    @GET
    public Uni<Listing<KeyAnswer>> list() {
        return keys.list().map(Listing::new);
    }

    /** Makes a key for an account, for one group, or (without both) for a new account. The answer has the key, once. */
    @POST
    @ResponseStatus(201)
    public Uni<KeyAnswer> create() {
        Fields fields = call.fields();
        return keys.create(
                fields.presentText("account_id"),
                fields.presentText("profile_group_id"),
                fields.presentText("label", LONGEST_LABEL));
    }

    /** Revokes a key; every gateway refuses it within half a second. */
    @DELETE
    @Path("/{id}")
    public Uni<JsonNode> revoke(@RestPath String id) {
        return keys.revoke(id).replaceWith(() -> Json.object().put("deleted", true));
    }
}
