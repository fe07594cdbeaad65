package dev.parley.gateway.chats;

import dev.parley.gateway.access.Abilities;
import dev.parley.gateway.access.Roles;
import dev.parley.gateway.access.Scope;
import dev.parley.gateway.dispatch.ActionOwner;
import dev.parley.gateway.dispatch.Dispatch;
import dev.parley.gateway.http.RequestContext;
import dev.parley.json.Json;
import dev.parley.platform.Ability;
import dev.parley.wire.Chat;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

/** One conversation: {@code /api/chats/{id}}, by our id or by the platform's conversation id. */
@Path("/api/chats/{id}")
@RolesAllowed(Roles.TENANT)
@Cancellable(false)
public class ChatsResource {
    private final RequestContext call;
    private final ChatLookup chats;
    private final Abilities abilities;
    private final Dispatch dispatch;

    public ChatsResource(RequestContext call, ChatLookup chats, Abilities abilities, Dispatch dispatch) {
        this.call = call;
        this.chats = chats;
        this.abilities = abilities;
        this.dispatch = dispatch;
    }

    @GET
    public Uni<Chat> show(@RestPath String id) {
        return chats.find(call.scope(), id).map(FoundChat::chat);
    }

    /** Archives on the platform and here; doing it twice changes nothing. */
    @POST
    @Path("/archive")
    public Uni<Chat> archive(@RestPath String id) {
        return setArchived(id, true);
    }

    @DELETE
    @Path("/archive")
    public Uni<Chat> unarchive(@RestPath String id) {
        return setArchived(id, false);
    }

    private Uni<Chat> setArchived(String id, boolean archived) {
        Scope scope = call.scope();
        return chats.find(scope, id).flatMap(found -> {
            abilities.require(found.platform(), Ability.ARCHIVE, "Archiving chats is");
            return dispatch.post(
                            ActionOwner.of(found.profile()),
                            "/internal/chats/" + found.id() + "/archived",
                            Json.object().put("archived", archived))
                    .flatMap(done -> chats.byId(scope, found.id()))
                    .map(FoundChat::chat);
        });
    }
}
