package dev.parley.dispatch.connection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.dispatch.internal.InternalSecretMechanism;
import dev.parley.id.AccountId;
import dev.parley.id.GroupId;
import dev.parley.id.ProfileId;
import dev.parley.internal.InternalAnswer;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;

/** Connect and disconnect; see {@link dev.parley.internal.InternalApi}. */
@Path("/internal")
@RolesAllowed(InternalSecretMechanism.GATEWAY)
public class ConnectionsResource {
    private final Connections connections;
    private final LoginReturns returns;
    private final AccountChosen chosen;
    private final Disconnections disconnections;

    ConnectionsResource(
            Connections connections, LoginReturns returns, AccountChosen chosen, Disconnections disconnections) {
        this.connections = connections;
        this.returns = returns;
        this.chosen = chosen;
        this.disconnections = disconnections;
    }

    /**
     * {@code {account_id, profile_group_id, request}} → {@code {"success":true,"profile":{id,network,name,
     * external_username},"next_step"?}}, or {@code {"success":true,"url"}} where the customer must visit a page. With
     * several accounts to choose from the profile is a login, and the accounts are its placements.
     */
    @POST
    @Path("/connections")
    public Uni<InternalAnswer> connect(JsonNode body) {
        Optional<AccountId> account = AccountId.parse(body.path("account_id").asText());
        Optional<GroupId> group = GroupId.parse(body.path("profile_group_id").asText());
        return account.isEmpty() || group.isEmpty()
                ? Uni.createFrom().item(InternalAnswer.refused(404, "Not found"))
                : connections.connect(account.get(), group.get(), body.path("request"));
    }

    /** {@code {state, browser}} → {@code {"redirect","expires_in"}}; 404 when the state is none that this browser may begin. */
    @POST
    @Path("/oauth/{platform}/start")
    public Uni<InternalAnswer> begin(@RestPath String platform, JsonNode body) {
        return returns.begin(
                platform, body.path("state").asText(""), body.path("browser").asText(""));
    }

    /** {@code {query, browser?}} → {@code {"redirect"}}; 404 when the state is none that is open in this browser. */
    @POST
    @Path("/oauth/{platform}/callback")
    public Uni<InternalAnswer> comeBack(@RestPath String platform, JsonNode body) {
        Map<String, String> query = new HashMap<>();
        body.path("query")
                .properties()
                .forEach(member -> query.put(member.getKey(), member.getValue().asText()));
        return returns.comeBack(platform, query, body.path("browser").asText(""));
    }

    /** {@code {profile_group_id}} → as for a connection: the profile that the placement has become. */
    @POST
    @Path("/profiles/{id}/placements/{placement}")
    public Uni<InternalAnswer> choose(@RestPath String id, @RestPath String placement, JsonNode body) {
        Optional<ProfileId> login = ProfileId.parse(id);
        Optional<GroupId> group = GroupId.parse(body.path("profile_group_id").asText());
        return login.isEmpty() || group.isEmpty()
                ? Uni.createFrom().item(InternalAnswer.refused(404, "Not found"))
                : chosen.choose(login.get(), placement, group.get());
    }

    @DELETE
    @Path("/profiles/{id}")
    public Uni<InternalAnswer> disconnect(@RestPath String id) {
        return ProfileId.parse(id)
                .map(disconnections::disconnect)
                .orElseGet(() -> Uni.createFrom().item(InternalAnswer.refused(404, "Not found")));
    }
}
