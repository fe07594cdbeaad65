package dev.parley.gateway.comments;

import dev.parley.entity.Comment;
import dev.parley.entity.Post;
import dev.parley.gateway.access.Scope;
import dev.parley.gateway.access.VisibleProfiles;
import dev.parley.gateway.http.HostileText;
import dev.parley.gateway.http.Refusal;
import dev.parley.id.CommentId;
import dev.parley.id.PostId;
import dev.parley.profile.Profile;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds posts and comments by our ids or by the platform's, under a profile of the scope; everything else is 404. */
@ApplicationScoped
public class CommentLookup {
    private final VisibleProfiles profiles;

    public CommentLookup(VisibleProfiles profiles) {
        this.profiles = profiles;
    }

    /** A post of a profile. */
    record FoundPost(Post post, Profile profile) {}

    /** A comment under a post of a profile. */
    record FoundComment(Comment comment, Profile profile) {}

    Uni<FoundPost> post(Scope scope, String postId, @Nullable String profileId) {
        if (profileId == null || profileId.isBlank()) {
            return Uni.createFrom().failure(Refusal.missing("profile_id"));
        }
        return profiles.connected(scope, profileId)
                .flatMap(profile ->
                        Panache.withSession(() -> findPost(profile, postId)).map(post -> new FoundPost(post, profile)));
    }

    Uni<FoundComment> comment(Scope scope, String postId, String commentId, @Nullable String profileId) {
        return post(scope, postId, profileId)
                .flatMap(found -> Panache.withSession(() -> findComment(found, commentId))
                        .map(comment -> new FoundComment(comment, found.profile())));
    }

    private static Uni<Post> findPost(Profile profile, String idText) {
        Optional<PostId> own = PostId.parse(idText);
        long profileId = profile.id().value();
        Uni<Post> post = own.isPresent()
                ? Post.find("id = ?1 and profileId = ?2", own.get().value(), profileId)
                        .firstResult()
                : Post.find("externalId = ?1 and profileId = ?2", storable(idText), profileId)
                        .firstResult();
        return post.onItem().ifNull().failWith(Refusal::notFound);
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
        return comment.onItem().ifNull().failWith(Refusal::notFound);
    }

    private static String storable(String text) {
        if (HostileText.isIn(text)) {
            throw Refusal.notFound();
        }
        return text;
    }
}
