package dev.parley.gateway.comments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.gateway.access.Scope;
import dev.parley.gateway.access.VisibleProfiles;
import dev.parley.gateway.dispatch.ActionOwner;
import dev.parley.gateway.dispatch.Dispatch;
import dev.parley.gateway.entity.Comment;
import dev.parley.gateway.entity.Post;
import dev.parley.gateway.error.ApiException;
import dev.parley.id.CommentId;
import dev.parley.id.PostId;
import dev.parley.json.Json;
import dev.parley.json.NulCharacters;
import dev.parley.platform.Ability;
import dev.parley.profile.Profile;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds posts and comments by our ids or by the platform's, under a profile of the scope; everything else is 404. Where
 * something is to be done with a comment, the platform is asked for one that no webhook has told us about.
 */
@ApplicationScoped
public class CommentLookup {
    private static final int NOT_FOUND = 404;

    private final VisibleProfiles profiles;
    private final Dispatch dispatch;

    public CommentLookup(VisibleProfiles profiles, Dispatch dispatch) {
        this.profiles = profiles;
        this.dispatch = dispatch;
    }

    /** A post of a profile. */
    record FoundPost(Post post, Profile profile) {}

    /** A comment under a post of a profile. */
    record FoundComment(Comment comment, Profile profile) {}

    Uni<Profile> profile(Scope scope, @Nullable String profileId) {
        return profileId == null || profileId.isBlank()
                ? Uni.createFrom().failure(ApiException.missing("profile_id"))
                : profiles.connected(scope, profileId);
    }

    Uni<FoundPost> post(Scope scope, String postId, @Nullable String profileId) {
        return profile(scope, profileId)
                .flatMap(profile ->
                        Panache.withSession(() -> findPost(profile, postId)).map(post -> new FoundPost(post, profile)));
    }

    Uni<FoundComment> comment(Scope scope, String postId, String commentId, @Nullable String profileId) {
        return post(scope, postId, profileId)
                .flatMap(found -> Panache.withSession(() -> findComment(found, commentId))
                        .map(comment -> new FoundComment(comment, found.profile())));
    }

    /** The same, for a comment that something is to be done with. */
    Uni<FoundComment> commentOrAsk(Scope scope, String postId, String commentId, @Nullable String profileId) {
        return comment(scope, postId, commentId, profileId)
                .onFailure(failure -> isMissing(failure) && mayBePlatforms(commentId))
                .recoverWithUni(missing ->
                        ask(scope, commentId, profileId).chain(() -> comment(scope, postId, commentId, profileId)));
    }

    private Uni<Void> ask(Scope scope, String commentId, @Nullable String profileId) {
        return profile(scope, profileId).flatMap(profile -> {
            if (!profiles.platformOf(profile).capabilities().can(Ability.COMMENTS)) {
                throw ApiException.notFound();
            }
            JsonNode wanted =
                    Json.object().put("profile_id", profile.id().toString()).put("external_id", commentId);
            return dispatch.post(ActionOwner.of(profile), "/internal/comments/look_up", wanted)
                    .replaceWithVoid();
        });
    }

    private static boolean isMissing(Throwable failure) {
        return failure instanceof ApiException refusal && refusal.status() == NOT_FOUND;
    }

    private static boolean mayBePlatforms(String commentId) {
        return CommentId.parse(commentId).isEmpty() && !NulCharacters.isIn(commentId);
    }

    private static Uni<Post> findPost(Profile profile, String idText) {
        Optional<PostId> own = PostId.parse(idText);
        long profileId = profile.id().value();
        Uni<Post> post = own.isPresent()
                ? Post.find("id = ?1 and profileId = ?2", own.get().value(), profileId)
                        .firstResult()
                : Post.find("externalId = ?1 and profileId = ?2", storable(idText), profileId)
                        .firstResult();
        return post.onItem().ifNull().failWith(ApiException::notFound);
    }

    private static Uni<Comment> findComment(FoundPost found, String idText) {
        Optional<CommentId> own = CommentId.parse(idText);
        Uni<Comment> comment = own.isPresent()
                ? Comment.find(
                                "id = ?1 and postId = ?2 and deletedAt is null",
                                own.get().value(),
                                found.post().id)
                        .firstResult()
                : Comment.find(
                                "externalId = ?1 and postId = ?2 and deletedAt is null",
                                storable(idText),
                                found.post().id)
                        .firstResult();
        return comment.onItem().ifNull().failWith(ApiException::notFound);
    }

    private static String storable(String text) {
        if (NulCharacters.isIn(text)) {
            throw ApiException.notFound();
        }
        return text;
    }
}
