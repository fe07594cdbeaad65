package dev.parley.gateway.comments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.gateway.access.Roles;
import dev.parley.gateway.access.Scope;
import dev.parley.gateway.access.VisibleProfiles;
import dev.parley.gateway.comments.CommentLookup.FoundComment;
import dev.parley.gateway.dispatch.ActionOwner;
import dev.parley.gateway.dispatch.Dispatch;
import dev.parley.gateway.entity.Comment;
import dev.parley.gateway.error.ApiException;
import dev.parley.gateway.http.Fields;
import dev.parley.gateway.http.Page;
import dev.parley.gateway.http.Paging;
import dev.parley.gateway.http.RequestContext;
import dev.parley.gateway.http.TimeParameters;
import dev.parley.gateway.idempotency.ActsOnce;
import dev.parley.gateway.idempotency.KeyedAttempt;
import dev.parley.gateway.idempotency.KeyedAttempts;
import dev.parley.id.CommentId;
import dev.parley.id.PostId;
import dev.parley.json.Json;
import dev.parley.platform.Ability;
import dev.parley.platform.Capabilities;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Set;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Comments under one post: {@code /api/posts/{post_id}/comments}; every call names the profile. */
@Path("/api/posts/{postId}/comments")
@RolesAllowed(Roles.TENANT)
@Cancellable(false)
public class PostCommentsResource {
    private static final Set<String> ACTIONS = Set.of("hide", "unhide", "like", "unlike");

    private final RequestContext call;
    private final CommentLookup comments;
    private final CommentPages pages;
    private final VisibleProfiles profiles;
    private final Dispatch dispatch;
    private final OwnComments own;
    private final KeyedAttempts attempts;

    PostCommentsResource(
            RequestContext call,
            CommentLookup comments,
            CommentPages pages,
            OwnComments own,
            VisibleProfiles profiles,
            Dispatch dispatch,
            KeyedAttempts attempts) {
        this.own = own;
        this.attempts = attempts;
        this.call = call;
        this.comments = comments;
        this.pages = pages;
        this.profiles = profiles;
        this.dispatch = dispatch;
    }

    /** Comments with the answers to them; {@code from} and {@code to} bound when they were received. */
    @GET
    public Uni<Page<CommentAnswer>> list(
            @RestPath String postId,
            @RestQuery("profile_id") @Nullable String profileId,
            @RestQuery @Nullable String from,
            @RestQuery @Nullable String to,
            @RestQuery @Nullable String page,
            @RestQuery("per_page") @Nullable String perPage) {
        CommentPages.Span span =
                new CommentPages.Span(TimeParameters.parameter("from", from), TimeParameters.parameter("to", to));
        return comments.post(call.scope(), postId, profileId)
                .flatMap(found -> pages.ofPost(found.post(), Paging.of(page, perPage), span));
    }

    @GET
    @Path("/{id}")
    public Uni<CommentAnswer> show(
            @RestPath String postId, @RestPath String id, @RestQuery("profile_id") @Nullable String profileId) {
        return comments.comment(call.scope(), postId, id, profileId).flatMap(found -> pages.one(found.comment()));
    }

    /**
     * {@code {"text","parent_id"?}}: comments on the post, or answers a comment below it. The answer is {@code pending}, as
     * clients expect of a comment that they have just made; asked for again it shows what became of it.
     */
    @POST
    @ResponseStatus(201)
    @ActsOnce
    public Uni<CommentAnswer> make(@RestPath String postId, @RestQuery("profile_id") @Nullable String profileId) {
        Scope scope = call.scope();
        Fields fields = call.fields();
        KeyedAttempt attempt = attempts.current();
        return comments.profile(scope, profileId)
                .flatMap(profile -> {
                    String text = fields.requiredText("text");
                    requireComments(profile);
                    @Nullable String parent = fields.presentText("parent_id");
                    return parent == null
                            ? comment(scope, postId, profileId, text, attempt)
                            : answer(scope, postId, parent, profileId, text, attempt);
                })
                .flatMap(made -> comments.comment(scope, postId, made, profileId))
                .flatMap(made -> pages.one(made.comment()))
                .map(CommentAnswer::pending);
    }

    private Uni<String> comment(
            Scope scope, String postId, @Nullable String profileId, String text, KeyedAttempt attempt) {
        return comments.post(scope, postId, profileId)
                .flatMap(found -> attempt.isRepeated()
                        ? made(attempt, found.post().id, found.profile(), null, text)
                        : attempt.perform(dispatch.post(
                                        ActionOwner.of(found.profile()),
                                        "/internal/posts/" + new PostId(found.post().id) + "/comments",
                                        said(text, attempt)))
                                .map(PostCommentsResource::named));
    }

    private Uni<String> answer(
            Scope scope, String postId, String parent, @Nullable String profileId, String text, KeyedAttempt attempt) {
        return comments.commentOrAsk(scope, postId, parent, profileId)
                .flatMap(found -> attempt.isRepeated()
                        ? made(attempt, found.comment().postId, found.profile(), found.comment(), text)
                        : attempt.perform(act(found, "reply", said(text, attempt)))
                                .map(PostCommentsResource::named));
    }

    /** The request was sent before, and its answer was lost: nothing is said again. */
    private Uni<String> made(
            KeyedAttempt attempt, long post, Profile profile, @Nullable Comment answered, String text) {
        return own.madeBy(attempt, post, profile.id().value(), answered, text)
                .map(made -> made.orElseThrow(attempt::stillUnknown));
    }

    private static ObjectNode said(String text, KeyedAttempt attempt) {
        ObjectNode body = Json.object().put("text", text);
        @Nullable String ref = attempt.requestRef();
        return ref == null ? body : body.put("request_ref", ref);
    }

    /** The network did it, but tells only its webhook under which id. */
    private static String named(JsonNode result) {
        if (!result.hasNonNull("id")) {
            throw ApiException.of(504, "The comment was made, but the network did not say under which id");
        }
        return result.get("id").asText();
    }

    /** Removes a comment on the network: {@code {"accepted":true}}. */
    @DELETE
    @Path("/{id}")
    public Uni<JsonNode> delete(
            @RestPath String postId, @RestPath String id, @RestQuery("profile_id") @Nullable String profileId) {
        return accepted(postId, id, profileId, "delete");
    }

    /** {@code hide}, {@code unhide}, {@code like} or {@code unlike}: {@code {"accepted":true}}. */
    @POST
    @Path("/{id}/{action}")
    public Uni<JsonNode> act(
            @RestPath String postId,
            @RestPath String id,
            @RestPath String action,
            @RestQuery("profile_id") @Nullable String profileId) {
        if (!ACTIONS.contains(action)) {
            throw ApiException.notFound();
        }
        return accepted(postId, id, profileId, action);
    }

    private Uni<JsonNode> accepted(String postId, String id, @Nullable String profileId, String action) {
        Scope scope = call.scope();
        return comments.profile(scope, profileId)
                .invoke(this::requireComments)
                .chain(() -> comments.commentOrAsk(scope, postId, id, profileId))
                .flatMap(found -> act(found, action, Json.object()))
                .replaceWith(() -> Json.object().put("accepted", true));
    }

    private Uni<JsonNode> act(FoundComment found, String action, ObjectNode body) {
        requireComments(found.profile());
        return dispatch.post(
                ActionOwner.of(found.profile()),
                "/internal/comments/" + new CommentId(found.comment().id) + "/" + action,
                body);
    }

    private void requireComments(Profile profile) {
        Capabilities can = profiles.platformOf(profile).capabilities();
        if (!can.can(Ability.COMMENTS)) {
            throw ApiException.of(405, "Comments are not supported on " + can.displayName());
        }
    }
}
