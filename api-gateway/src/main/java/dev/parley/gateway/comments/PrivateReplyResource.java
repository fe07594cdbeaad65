package dev.parley.gateway.comments;

import dev.parley.gateway.access.Abilities;
import dev.parley.gateway.access.Roles;
import dev.parley.gateway.access.Scope;
import dev.parley.gateway.access.VisibleProfiles;
import dev.parley.gateway.comments.CommentLookup.FoundComment;
import dev.parley.gateway.entity.Comment;
import dev.parley.gateway.error.ApiException;
import dev.parley.gateway.http.DetachedWork;
import dev.parley.gateway.http.RequestContext;
import dev.parley.gateway.idempotency.IdempotencyFilter;
import dev.parley.gateway.idempotency.KeyedRequest;
import dev.parley.gateway.idempotency.StoresItsAnswer;
import dev.parley.gateway.messages.OutboundDraft;
import dev.parley.gateway.messages.SendRules;
import dev.parley.gateway.messages.Sends;
import dev.parley.platform.Ability;
import dev.parley.platform.Platform;
import dev.parley.platform.PrivateReplier;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** A direct message to the author of a comment: outside the messaging window, once per comment, for seven days. */
@Path("/api/posts/{postId}/comments/{id}/private_reply")
@RolesAllowed(Roles.TENANT)
@Cancellable(false)
public class PrivateReplyResource {
    private static final Set<String> ON_THE_NETWORK = Set.of("synced", "published");

    private final RequestContext call;
    private final CommentLookup comments;
    private final VisibleProfiles profiles;
    private final Abilities abilities;
    private final CommentChats chats;
    private final Sends sends;

    public PrivateReplyResource(
            RequestContext call,
            CommentLookup comments,
            VisibleProfiles profiles,
            Abilities abilities,
            CommentChats chats,
            Sends sends) {
        this.call = call;
        this.comments = comments;
        this.profiles = profiles;
        this.abilities = abilities;
        this.chats = chats;
        this.sends = sends;
    }

    /**
     * 202 with the pending message; its chat is the one with the comment's author, made when it is not there. A comment
     * that the network has and we have not heard of is asked for. A network without private replies says so whatever comment
     * is named.
     */
    @POST
    @StoresItsAnswer
    public Uni<Response> reply(
            @RestPath String postId, @RestPath String id, @RestQuery("profile_id") @Nullable String profileId) {
        Scope scope = call.scope();
        var fields = call.fields();
        @Nullable KeyedRequest key = IdempotencyFilter.keyedRequest(call).orElse(null);
        if (profileId == null || profileId.isBlank()) {
            throw ApiException.missing("profile_id");
        }
        String text = fields.requiredText("text");
        return DetachedWork.from(comments.profile(scope, profileId)
                .invoke(profile -> replier(profiles.platformOf(profile)))
                .chain(() -> comments.commentOrAsk(scope, postId, id, profileId))
                .flatMap(found -> draft(found, text))
                .flatMap(draft -> sends.send(draft, key)));
    }

    private Uni<OutboundDraft> draft(FoundComment found, String text) {
        Profile profile = found.profile();
        Platform platform = profiles.platformOf(profile);
        check(found.comment(), replier(platform));
        SendRules.checkLength(platform.capabilities(), text);
        return chats.with(profile, platform, found.comment())
                .map(chat -> OutboundDraft.privateReply(
                        profile, chat.id(), chat.participant(), text, found.comment().externalId));
    }

    /** A comment is at least as old as it is known here; beyond that, its age is the network's to judge. */
    private static void check(Comment comment, PrivateReplier replier) {
        if (!ON_THE_NETWORK.contains(comment.status)) {
            throw ApiException.unprocessable("Comment is not published");
        }
        if (comment.isOwn) {
            throw ApiException.unprocessable("Comment is the profile's own");
        }
        Duration possible = replier.commentLifetime();
        OffsetDateTime posted = comment.postedAt == null ? comment.createdAt : comment.postedAt;
        if (posted.isBefore(OffsetDateTime.now(ZoneOffset.UTC).minus(possible))) {
            throw ApiException.unprocessable("Comment is older than " + possible.toDays() + " days");
        }
    }

    private PrivateReplier replier(Platform platform) {
        if (platform instanceof PrivateReplier replier) {
            return replier;
        }
        List<String> those = new ArrayList<>(abilities.namesWith(Ability.PRIVATE_REPLIES));
        Collections.reverse(those);
        throw ApiException.unprocessable("Private replies are only supported on " + String.join(" and ", those));
    }
}
