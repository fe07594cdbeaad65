package dev.parley.gateway.messages;

import dev.parley.gateway.access.Roles;
import dev.parley.gateway.access.Scope;
import dev.parley.gateway.chats.ChatLookup;
import dev.parley.gateway.http.DetachedWork;
import dev.parley.gateway.http.Page;
import dev.parley.gateway.http.Paging;
import dev.parley.gateway.http.RequestContext;
import dev.parley.gateway.idempotency.IdempotencyFilter;
import dev.parley.gateway.idempotency.KeyedRequest;
import dev.parley.gateway.idempotency.StoresItsAnswer;
import dev.parley.wire.Message;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** The messages of one conversation: {@code /api/chats/{chat_id}/messages}. */
@Path("/api/chats/{chatId}/messages")
@RolesAllowed(Roles.TENANT)
@Cancellable(false)
public class ChatMessagesResource {
    private final RequestContext call;
    private final ChatLookup chats;
    private final ConversationPages pages;
    private final OutboundDraftFactory drafting;
    private final Sends sends;

    public ChatMessagesResource(
            RequestContext call,
            ChatLookup chats,
            ConversationPages pages,
            OutboundDraftFactory drafting,
            Sends sends) {
        this.call = call;
        this.chats = chats;
        this.pages = pages;
        this.drafting = drafting;
        this.sends = sends;
    }

    /** Messages by the platform's time, newest first; {@code direction} and {@code status} narrow the list. */
    @GET
    public Uni<Page<Message>> list(
            @RestPath String chatId,
            @RestQuery @Nullable String page,
            @RestQuery("per_page") @Nullable String perPage,
            @RestQuery @Nullable String direction,
            @RestQuery @Nullable String status) {
        return chats.find(call.scope(), chatId)
                .flatMap(found -> pages.page(found.id(), Paging.of(page, perPage), direction, status));
    }

    /** Accepts a message for sending: 202 with the message {@code pending}. What the platform says shows up later. */
    @POST
    @StoresItsAnswer
    public Uni<Response> send(@RestPath String chatId) {
        Scope scope = call.scope();
        var fields = call.fields();
        @Nullable KeyedRequest key = IdempotencyFilter.keyedRequest(call).orElse(null);
        return DetachedWork.from(chats.find(scope, chatId)
                .flatMap(found -> drafting.draft(found, SendRequest.read(fields)))
                .flatMap(draft -> sends.send(draft, key)));
    }
}
