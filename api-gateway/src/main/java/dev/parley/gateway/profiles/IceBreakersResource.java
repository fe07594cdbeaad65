package dev.parley.gateway.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.gateway.access.Abilities;
import dev.parley.gateway.access.Roles;
import dev.parley.gateway.access.VisibleProfiles;
import dev.parley.gateway.dispatch.ActionOwner;
import dev.parley.gateway.dispatch.Dispatch;
import dev.parley.gateway.error.ApiException;
import dev.parley.gateway.http.RequestContext;
import dev.parley.json.Json;
import dev.parley.platform.Ability;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Questions the network suggests in a new conversation; read from and written to the network while you wait. */
@Path("/api/profiles/{id}/ice_breakers")
@RolesAllowed(Roles.TENANT)
@Cancellable(false)
public class IceBreakersResource {
    private static final int MOST = 4;
    private static final int LONGEST_QUESTION = 80;
    private static final int LONGEST_PAYLOAD = 1000;

    private final RequestContext call;
    private final VisibleProfiles profiles;
    private final Abilities abilities;
    private final Dispatch dispatch;

    public IceBreakersResource(RequestContext call, VisibleProfiles profiles, Abilities abilities, Dispatch dispatch) {
        this.call = call;
        this.profiles = profiles;
        this.abilities = abilities;
        this.dispatch = dispatch;
    }

    /** {@code {"ice_breakers":[{"question","payload"}]}}. */
    @GET
    public Uni<JsonNode> show(@RestPath String id) {
        return profile(id)
                .flatMap(profile -> dispatch.act(ActionOwner.of(profile), HttpMethod.GET, path(profile)))
                .map(result -> {
                    JsonNode list = result.isArray() ? result : result.path("ice_breakers");
                    return Json.object().set("ice_breakers", list.isArray() ? list : Json.array());
                });
    }

    /** Replaces all of them by one to four: {@code {"success":true}}. */
    @POST
    public Uni<JsonNode> replace(@RestPath String id) {
        var fields = call.fields();
        return profile(id)
                .flatMap(profile -> {
                    ObjectNode body = Json.object();
                    body.set("ice_breakers", checked(fields.list("ice_breakers")));
                    return dispatch.post(ActionOwner.of(profile), path(profile), body);
                })
                .replaceWith(() -> Json.object().put("success", true));
    }

    /** Removes all of them: {@code {"success":true}}. */
    @DELETE
    public Uni<JsonNode> remove(@RestPath String id) {
        return profile(id)
                .flatMap(profile -> dispatch.act(ActionOwner.of(profile), HttpMethod.DELETE, path(profile)))
                .replaceWith(() -> Json.object().put("success", true));
    }

    private Uni<Profile> profile(String id) {
        return profiles.connected(call.scope(), id)
                .invoke(profile ->
                        abilities.require(profiles.platformOf(profile), Ability.ICE_BREAKERS, "Ice breakers are"));
    }

    private static String path(Profile profile) {
        return "/internal/profiles/" + profile.id() + "/ice_breakers";
    }

    private static ArrayNode checked(@Nullable ArrayNode given) {
        if (given == null || given.isEmpty() || given.size() > MOST) {
            throw ApiException.unprocessable("ice_breakers must contain between 1 and " + MOST + " items");
        }
        ArrayNode checked = Json.array();
        for (int i = 0; i < given.size(); i++) {
            String name = "ice_breakers[" + i + "]";
            checked.addObject()
                    .put("question", text(name + ".question", given.get(i).path("question"), LONGEST_QUESTION))
                    .put("payload", text(name + ".payload", given.get(i).path("payload"), LONGEST_PAYLOAD));
        }
        return checked;
    }

    private static String text(String name, JsonNode node, int longest) {
        if (!node.isTextual() || node.asText().isBlank()) {
            throw ApiException.unprocessable(name + " is required");
        }
        if (node.asText().length() > longest) {
            throw ApiException.unprocessable(name + " is too long (maximum is " + longest + " characters)");
        }
        return node.asText();
    }
}
