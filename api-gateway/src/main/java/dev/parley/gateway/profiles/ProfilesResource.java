package dev.parley.gateway.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.gateway.access.Roles;
import dev.parley.gateway.dispatch.ActionOwner;
import dev.parley.gateway.dispatch.Dispatch;
import dev.parley.gateway.http.Listing;
import dev.parley.gateway.http.RequestContext;
import dev.parley.json.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Connected accounts: {@code /api/profiles}. */
@Path("/api/profiles")
@RolesAllowed(Roles.TENANT)
@Cancellable(false)
public class ProfilesResource {
    private final RequestContext call;
    private final Profiles profiles;
    private final Dispatch dispatch;

    public ProfilesResource(RequestContext call, Profiles profiles, Dispatch dispatch) {
        this.call = call;
        this.profiles = profiles;
        this.dispatch = dispatch;
    }

    /** The profiles of one group: the asked one, else the key's, else the account's first. */
    @GET
    public Uni<Listing<ProfileAnswer>> list() {
        return profiles.in(call.tenant().groupContext()).map(Listing::new);
    }

    /** One profile; 404 once it is disconnected. */
    @GET
    @Path("/{id}")
    public Uni<ProfileAnswer> show(@RestPath String id) {
        return profiles.show(call.scope(), id);
    }

    /** Changes settings: {@code {"settings":{"unknown_outcome":"fail|resend","story_media":"mirror|link_only"}}}. */
    @PATCH
    @Path("/{id}")
    public Uni<ProfileAnswer> change(@RestPath String id) {
        return profiles.changeSettings(call.scope(), id, SettingsChange.read(call.fields()));
    }

    /** Disconnects the account on its platform; chats and messages stay. Forgets a login that waits for a choice. */
    @DELETE
    @Path("/{id}")
    public Uni<JsonNode> disconnect(@RestPath String id) {
        return profiles.show(call.scope(), id)
                .flatMap(profile -> dispatch.act(
                        ActionOwner.of(profile.platform(), call.tenant().account()),
                        HttpMethod.DELETE,
                        "/internal/profiles/" + profile.id()))
                .replaceWith(() -> Json.object().put("success", true));
    }
}
