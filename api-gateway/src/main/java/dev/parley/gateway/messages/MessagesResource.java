package dev.parley.gateway.messages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.gateway.access.Abilities;
import dev.parley.gateway.access.Roles;
import dev.parley.gateway.access.Scope;
import dev.parley.gateway.dispatch.ActionOwner;
import dev.parley.gateway.dispatch.Dispatch;
import dev.parley.gateway.error.ApiException;
import dev.parley.gateway.http.Fields;
import dev.parley.gateway.http.RequestContext;
import dev.parley.json.Json;
import dev.parley.platform.Ability;
import dev.parley.platform.Reactor;
import dev.parley.wire.Message;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** One message: {@code /api/messages/{id}}, by our id or by the platform's. */
@Path("/api/messages/{id}")
@RolesAllowed(Roles.TENANT)
@Cancellable(false)
public class MessagesResource {
    private static final int LONGEST_REACTION = 255;

    private final RequestContext call;
    private final MessageLookup messages;
    private final Abilities abilities;
    private final Dispatch dispatch;

    public MessagesResource(RequestContext call, MessageLookup messages, Abilities abilities, Dispatch dispatch) {
        this.call = call;
        this.messages = messages;
        this.abilities = abilities;
        this.dispatch = dispatch;
    }

    @GET
    public Uni<Message> show(@RestPath String id) {
        return messages.find(call.scope(), id).map(FoundMessage::message);
    }

    /** Edits text (or caption) and keyboard on the platform, and here once the platform has done it. */
    @PATCH
    public Uni<Message> edit(@RestPath String id) {
        Scope scope = call.scope();
        Fields fields = call.fields();
        return messages.find(scope, id).flatMap(found -> {
            ObjectNode edit = EditRules.check(abilities, found, fields);
            return actOn(scope, found, HttpMethod.PATCH, "", edit);
        });
    }

    /** Reacts as the account; an earlier reaction of ours is replaced. */
    @POST
    @Path("/react")
    public Uni<Message> react(@RestPath String id) {
        Scope scope = call.scope();
        Fields fields = call.fields();
        return messages.find(scope, id).flatMap(found -> {
            @Nullable String reaction = fields.presentText("reaction", LONGEST_REACTION);
            @Nullable String emoji = fields.presentText("emoji", LONGEST_REACTION);
            switch (reactor(found).choose(reaction, emoji)) {
                case Reactor.NotPossible refused -> throw ApiException.unprocessable(refused.text());
                case Reactor.Chosen _ -> requireDelivered(found);
            }
            ObjectNode body = Json.object().put("reaction", reaction).put("emoji", emoji);
            return actOn(scope, found, HttpMethod.POST, "/reaction", body);
        });
    }

    /** Takes our reaction back; where there is none, nothing happens. */
    @DELETE
    @Path("/unreact")
    public Uni<Message> unreact(@RestPath String id) {
        Scope scope = call.scope();
        return messages.find(scope, id).flatMap(found -> {
            reactor(found);
            String own = found.profile().externalId();
            boolean reacted = found.message().reactions().stream()
                    .anyMatch(reaction -> reaction.senderExternalId().equals(own));
            return reacted
                    ? actOn(scope, found, HttpMethod.DELETE, "/reaction", Json.object())
                    : Uni.createFrom().item(found.message());
        });
    }

    private Reactor reactor(FoundMessage found) {
        abilities.requireHere(found.platform(), Ability.REACTIONS, "Reactions");
        if (found.platform() instanceof Reactor reactor) {
            return reactor;
        }
        throw new IllegalStateException(found.platform().name() + " says it can react and cannot");
    }

    private static void requireDelivered(FoundMessage found) {
        if (found.message().externalId() == null) {
            throw ApiException.unprocessable("Message has not been delivered to the platform");
        }
    }

    private Uni<Message> actOn(Scope scope, FoundMessage found, HttpMethod method, String action, ObjectNode body) {
        return dispatch.act(ActionOwner.of(found.profile()), method, "/internal/messages/" + found.id() + action, body)
                .flatMap(done -> messages.byId(scope, found.id()))
                .map(FoundMessage::message);
    }
}
