package dev.parley.gateway.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.gateway.access.ApiKeyCache;
import dev.parley.gateway.access.Roles;
import dev.parley.gateway.access.Scope;
import dev.parley.gateway.access.VisibleProfiles;
import dev.parley.gateway.dispatch.ActionOwner;
import dev.parley.gateway.dispatch.Dispatch;
import dev.parley.gateway.error.ApiException;
import dev.parley.gateway.http.Listing;
import dev.parley.gateway.http.RequestContext;
import dev.parley.id.GroupId;
import dev.parley.json.Json;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Pages and channels of a profile. */
@Path("/api/profiles/{id}")
@RolesAllowed(Roles.TENANT)
@Cancellable(false)
public class PlacementsResource {
    private final RequestContext call;
    private final Profiles profiles;
    private final VisibleProfiles visible;
    private final ApiKeyCache groups;
    private final Dispatch dispatch;

    public PlacementsResource(
            RequestContext call, Profiles profiles, VisibleProfiles visible, ApiKeyCache groups, Dispatch dispatch) {
        this.call = call;
        this.profiles = profiles;
        this.visible = visible;
        this.groups = groups;
        this.dispatch = dispatch;
    }

    /** The placements; none for an account that has no such choice. */
    @GET
    @Path("/placements")
    public Uni<Listing<PlacementAnswer>> list(@RestPath String id) {
        return profiles.placements(call.scope(), id).map(Listing::new);
    }

    /** Statistics belong to posting, which Parley leaves alone: the list is always empty. */
    @GET
    @Path("/stats")
    public Uni<Listing<JsonNode>> stats(@RestPath String id, @RestQuery("placement_id") @Nullable String placementId) {
        return visible.connected(call.scope(), id).map(profile -> {
            if (placementId == null || placementId.isBlank()) {
                throw ApiException.badRequest("placement_id is required for " + profile.platform() + " profiles");
            }
            return new Listing<>(java.util.List.of());
        });
    }

    /**
     * Moves a placement to a group: {@code {"placement_id","target_profile_group_id"}}. For a login that may speak for
     * several accounts this connects the account; it becomes the profile that {@code profile_id} names.
     */
    @PATCH
    @Path("/assign_placement_to_group")
    public Uni<JsonNode> assign(@RestPath String id) {
        Scope scope = call.scope();
        var fields = call.fields();
        return profiles.placements(scope, id).flatMap(all -> {
            String placement = fields.requiredText("placement_id");
            String target = fields.requiredText("target_profile_group_id");
            PlacementAnswer known = all.stream()
                    .filter(each -> placement.equals(each.id()))
                    .findFirst()
                    .orElseThrow(ApiException::notFound);
            return requireGroup(scope, target)
                    .chain(() -> profiles.show(scope, id))
                    .flatMap(login -> dispatch.post(
                            ActionOwner.of(login.platform(), scope.account()),
                            "/internal/profiles/" + id + "/placements/" + encoded(placement),
                            Json.object().put("profile_group_id", target)))
                    .map(done -> assigned(known, target, done));
        });
    }

    private Uni<Void> requireGroup(Scope scope, String target) {
        Optional<GroupId> group = GroupId.parse(target).filter(scope::coversGroup);
        if (group.isEmpty()) {
            return Uni.createFrom().failure(ApiException.notFound());
        }
        return groups.isGroupOf(scope.account(), group.get()).map(its -> {
            if (!its) {
                throw ApiException.notFound();
            }
            return null;
        });
    }

    private static String encoded(String placement) {
        return java.net.URLEncoder.encode(placement, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
    }

    private static JsonNode assigned(PlacementAnswer placement, String group, JsonNode connected) {
        ObjectNode answer = Json.MAPPER.valueToTree(placement);
        answer.put("profile_group_id", group);
        return answer.put("profile_id", connected.at("/profile/id").asText(null));
    }
}
