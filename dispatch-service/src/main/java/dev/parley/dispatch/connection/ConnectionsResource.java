package dev.parley.dispatch.connection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.id.AccountId;
import dev.parley.id.GroupId;
import dev.parley.id.ProfileId;
import dev.parley.internal.InternalAnswer;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;

/** Connect and disconnect; see {@link dev.parley.internal.InternalApi}. */
@Path("/internal")
public class ConnectionsResource {
    private final Connections connections;
    private final Disconnections disconnections;

    ConnectionsResource(Connections connections, Disconnections disconnections) {
        this.connections = connections;
        this.disconnections = disconnections;
    }

    /**
     * {@code {account_id, profile_group_id, request}} → {@code {"success":true,"profile":{id,network,name,
     * external_username},"next_step"?}}, or {@code {"success":true,"url"}} where the customer must visit a page.
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

    @DELETE
    @Path("/profiles/{id}")
    public Uni<InternalAnswer> disconnect(@RestPath String id) {
        return ProfileId.parse(id)
                .map(disconnections::disconnect)
                .orElseGet(() -> Uni.createFrom().item(InternalAnswer.refused(404, "Not found")));
    }
}
