package dev.parley.gateway.comments;

import dev.parley.entity.Comment;
import dev.parley.gateway.access.Abilities;
import dev.parley.gateway.access.Scope;
import dev.parley.gateway.access.VisibleProfiles;
import dev.parley.gateway.chats.ChatOpening;
import dev.parley.gateway.comments.CommentLookup.FoundComment;
import dev.parley.gateway.http.Call;
import dev.parley.gateway.http.Detached;
import dev.parley.gateway.http.Refusal;
import dev.parley.gateway.idempotency.IdempotencyFilter;
import dev.parley.gateway.idempotency.KeyedRequest;
import dev.parley.gateway.idempotency.StoresItsAnswer;
import dev.parley.gateway.messages.OutboundDraft;
import dev.parley.gateway.messages.SendRules;
import dev.parley.gateway.messages.Sends;
import dev.parley.platform.Ability;
import dev.parley.platform.Platform;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** A direct message to the author of a comment: outside the messaging window, once per comment, for seven days. */
@Path("/api/posts/{postId}/comments/{id}/private_reply")
public class PrivateReplyResource {
    private static final Duration POSSIBLE_FOR = Duration.ofDays(7);
    private static final Set<String> ON_THE_NETWORK = Set.of("synced", "published");

    private final Call call;
    private final CommentLookup comments;
    private final VisibleProfiles profiles;
    private final Abilities abilities;
    private final ChatOpening chats;
    private final Sends sends;

    public PrivateReplyResource(
            Call call,
            CommentLookup comments,
            VisibleProfiles profiles,
            Abilities abilities,
            ChatOpening chats,
            Sends sends) {
        this.call = call;
        this.comments = comments;
        this.profiles = profiles;
        this.abilities = abilities;
        this.chats = chats;
        this.sends = sends;
    }

    /** 202 with the pending message; its chat is the one with the comment's author, made when it is not there. */
    @POST
    @StoresItsAnswer
    public Uni<Response> reply(
            @RestPath String postId, @RestPath String id, @RestQuery("profile_id") @Nullable String profileId) {
        Scope scope = call.scope();
        var fields = call.fields();
        @Nullable KeyedRequest key = IdempotencyFilter.keyedRequest(call).orElse(null);
        if (profileId == null || profileId.isBlank()) {
            throw Refusal.missing("profile_id");
        }
        String text = fields.requiredText("text");
        return Detached.from(comments.comment(scope, postId, id, profileId)
                .flatMap(found -> draft(found, text))
                .flatMap(draft -> sends.send(draft, key)));
    }

    private Uni<OutboundDraft> draft(FoundComment found, String text) {
        Platform platform = profiles.platformOf(found.profile());
        requireAbility(platform);
        Comment comment = found.comment();
        OffsetDateTime posted = comment.postedAt == null ? comment.createdAt : comment.postedAt;
        if (posted.isBefore(OffsetDateTime.now(ZoneOffset.UTC).minus(POSSIBLE_FOR))) {
            throw Refusal.unprocessable("Comment is older than 7 days");
        }
        String author = comment.authorExternalId;
        if (!ON_THE_NETWORK.contains(comment.status) || author == null) {
            throw Refusal.unprocessable("Comment is not published");
        }
        SendRules.checkLength(platform.capabilities(), text);
        return chats.open(found.profile(), platform, author)
                .map(opened ->
                        OutboundDraft.privateReply(found.profile(), opened.id(), author, text, comment.externalId));
    }

    private void requireAbility(Platform platform) {
        if (!platform.capabilities().can(Ability.PRIVATE_REPLIES)) {
            List<String> those = new java.util.ArrayList<>(abilities.namesWith(Ability.PRIVATE_REPLIES));
            Collections.reverse(those);
            throw Refusal.unprocessable("Private replies are only supported on " + String.join(" and ", those));
        }
    }
}
