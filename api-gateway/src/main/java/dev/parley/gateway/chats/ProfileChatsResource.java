package dev.parley.gateway.chats;

import dev.parley.gateway.access.Roles;
import dev.parley.gateway.access.Scope;
import dev.parley.gateway.access.VisibleProfiles;
import dev.parley.gateway.http.Page;
import dev.parley.gateway.http.Paging;
import dev.parley.gateway.http.RequestContext;
import dev.parley.gateway.http.TimeParameters;
import dev.parley.platform.Platform;
import dev.parley.wire.Chat;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.OffsetDateTime;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** The conversations of one profile: {@code /api/profiles/{profile_id}/chats}. */
@Path("/api/profiles/{profileId}/chats")
@RolesAllowed(Roles.TENANT)
@Cancellable(false)
public class ProfileChatsResource {
    private final RequestContext call;
    private final VisibleProfiles profiles;
    private final Inbox inbox;
    private final ChatOpening opening;

    public ProfileChatsResource(RequestContext call, VisibleProfiles profiles, Inbox inbox, ChatOpening opening) {
        this.call = call;
        this.profiles = profiles;
        this.inbox = inbox;
        this.opening = opening;
    }

    /** Chats by their last message, newest first; {@code before} and {@code after} are exclusive ISO 8601 times. */
    @GET
    public Uni<Page<Chat>> list(
            @RestPath String profileId,
            @RestQuery @Nullable String page,
            @RestQuery("per_page") @Nullable String perPage,
            @RestQuery @Nullable String before,
            @RestQuery @Nullable String after) {
        return profiles.connected(call.scope(), profileId).flatMap(profile -> {
            Platform platform = profiles.platformOf(profile);
            OffsetDateTime until = TimeParameters.parameter("before", before);
            OffsetDateTime since = TimeParameters.parameter("after", after);
            return inbox.page(profile, platform.capabilities().chatTraits(), Paging.of(page, perPage), until, since);
        });
    }

    /** The chat with a participant: 201 when it is new, 200 when it was there. */
    @POST
    public Uni<RestResponse<Chat>> open(@RestPath String profileId) {
        Scope scope = call.scope();
        var fields = call.fields();
        return profiles.connected(scope, profileId)
                .flatMap(profile -> opening.open(profile, profiles.platformOf(profile), OpenChatRequest.read(fields)))
                .map(opened -> RestResponse.status(
                        opened.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK, opened.chat()));
    }
}
