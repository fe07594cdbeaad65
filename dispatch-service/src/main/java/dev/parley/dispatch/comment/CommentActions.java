package dev.parley.dispatch.comment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.dispatch.internal.ActionConfig;
import dev.parley.dispatch.internal.Answers;
import dev.parley.dispatch.internal.InternalSecretMechanism;
import dev.parley.id.CommentId;
import dev.parley.id.PostId;
import dev.parley.internal.InternalAnswer;
import dev.parley.json.Json;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.Commenter;
import dev.parley.platform.Commenter.Action;
import dev.parley.platform.Platforms;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/**
 * Answering and moderating comments; see {@link dev.parley.internal.InternalApi}.
 *
 * <pre>
 *   known? no: 404 ──► can the network do it? no: 405 ──► platform ──► row ──► 200, with the id of an answer
 * </pre>
 */
@Path("/internal")
@RolesAllowed(InternalSecretMechanism.GATEWAY)
public class CommentActions {
    private static final InternalAnswer NOT_FOUND = InternalAnswer.refused(404, "Not found");

    private final CommentRows comments;
    private final Platforms platforms;
    private final Answers answers;
    private final ActionConfig config;

    CommentActions(CommentRows comments, Platforms platforms, Answers answers, ActionConfig config) {
        this.comments = comments;
        this.platforms = platforms;
        this.answers = answers;
        this.config = config;
    }

    /** {@code {text, request_ref?}}: a comment of our own on a post. Its row's id comes back as {@code {"id"}}. */
    @POST
    @Path("/posts/{id}/comments")
    public Uni<InternalAnswer> comment(@RestPath String id, JsonNode request) {
        OwnText text = OwnText.of(request);
        return PostId.parse(id)
                .map(post -> comments.find(post)
                        .flatMap(found -> found.map(known -> comment(known, text))
                                .orElseGet(() -> Uni.createFrom().item(NOT_FOUND))))
                .orElseGet(() -> Uni.createFrom().item(NOT_FOUND));
    }

    private Uni<InternalAnswer> comment(KnownPost post, OwnText text) {
        return act(
                post.profile(),
                post.externalId(),
                Action.COMMENT,
                text.text(),
                done -> made(done.result(), externalId -> comments.commented(post, externalId, text)));
    }

    /** {@code text} and {@code request_ref} for a reply only, whose row's id comes back as {@code {"id"}}. */
    @POST
    @Path("/comments/{id}/{action}")
    public Uni<InternalAnswer> act(@RestPath String id, @RestPath String action, JsonNode request) {
        Optional<CommentId> known = CommentId.parse(id);
        Optional<Action> wanted = Action.named(action).filter(other -> other != Action.COMMENT);
        if (known.isEmpty() || wanted.isEmpty()) {
            return Uni.createFrom().item(NOT_FOUND);
        }
        return comments.find(known.get())
                .flatMap(found -> found.map(comment -> perform(comment, wanted.get(), request))
                        .orElseGet(() -> Uni.createFrom().item(NOT_FOUND)));
    }

    private Uni<InternalAnswer> perform(KnownComment comment, Action action, JsonNode request) {
        @Nullable String text = request.hasNonNull("text") ? request.get("text").asText() : null;
        return act(
                comment.profile(),
                comment.externalId(),
                action,
                text,
                done -> written(comment, action, OwnText.of(request), done.result()));
    }

    private Uni<InternalAnswer> act(
            Profile profile,
            String externalId,
            Action action,
            @Nullable String text,
            Function<ActionOutcome.Done, Uni<InternalAnswer>> written) {
        Optional<Commenter> able = platforms
                .with(Commenter.class, profile.platform())
                .filter(commenter -> commenter.commentActions().contains(action));
        return able.isEmpty()
                ? Uni.createFrom().item(InternalAnswer.refused(405, impossible(action, profile.platform())))
                : answers.of(
                        profile, () -> able.get().act(profile, externalId, action, text, config.deadline()), written);
    }

    private String impossible(Action action, String platform) {
        String name = platforms
                .named(platform)
                .map(known -> known.capabilities().displayName())
                .orElse(platform);
        return "Comments cannot be " + action.participle() + " on " + name;
    }

    private Uni<InternalAnswer> written(KnownComment comment, Action action, OwnText text, JsonNode result) {
        InternalAnswer plain = InternalAnswer.ok(null);
        return switch (action) {
            case REPLY -> made(result, externalId -> comments.answered(comment, externalId, text));
            case HIDE -> comments.hide(comment.id(), true).replaceWith(plain);
            case UNHIDE -> comments.hide(comment.id(), false).replaceWith(plain);
            case DELETE -> comments.delete(comment.id()).replaceWith(plain);
            case COMMENT, LIKE, UNLIKE -> Uni.createFrom().item(plain);
        };
    }

    /** A platform that does not name its new comment tells of it by webhook. */
    private static Uni<InternalAnswer> made(JsonNode result, Function<String, Uni<CommentId>> row) {
        String externalId = result.path("id").asText("");
        return externalId.isEmpty()
                ? Uni.createFrom().item(InternalAnswer.ok(null))
                : row.apply(externalId)
                        .map(id -> InternalAnswer.ok(Json.object().put("id", id.toString())));
    }
}
