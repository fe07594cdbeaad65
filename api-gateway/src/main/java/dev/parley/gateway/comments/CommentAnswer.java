package dev.parley.gateway.comments;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.parley.gateway.entity.Comment;
import dev.parley.id.CommentId;
import dev.parley.id.PostId;
import dev.parley.id.ProfileId;
import dev.parley.json.Json;
import dev.parley.json.MillisecondTime;
import dev.parley.message.RowTimes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A comment as REST shows it.
 *
 * @param status {@code synced}, {@code pending}, {@code published}, {@code failed} or {@code failed_waiting_for_retry}
 * @param replies in lists of one post; left out of the list over all posts
 * @param platform only in the list over all posts
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record CommentAnswer(
        String id,
        String postId,
        String profileId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String platform,
        String externalId,
        @Nullable String body,
        String status,
        @Nullable String authorUsername,
        @Nullable String authorName,
        @Nullable String authorAvatarUrl,
        @Nullable String authorExternalId,
        @Nullable JsonNode metadata,
        @Nullable String parentExternalId,
        int likeCount,
        boolean isHidden,
        @Nullable String permalink,
        @Nullable JsonNode platformData,
        JsonNode attachments,
        @MillisecondTime @Nullable Instant postedAt,
        @MillisecondTime Instant createdAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<CommentAnswer> replies) {

    static CommentAnswer withReplies(Comment comment, List<CommentAnswer> replies) {
        return of(comment, null, replies);
    }

    static CommentAnswer across(Comment comment, String platform) {
        return of(comment, platform, null);
    }

    /** The same as the answer to making it. */
    CommentAnswer pending() {
        return new CommentAnswer(
                id,
                postId,
                profileId,
                platform,
                externalId,
                body,
                "pending",
                authorUsername,
                authorName,
                authorAvatarUrl,
                authorExternalId,
                metadata,
                parentExternalId,
                likeCount,
                isHidden,
                permalink,
                platformData,
                attachments,
                postedAt,
                createdAt,
                replies);
    }

    private static CommentAnswer of(Comment comment, @Nullable String platform, @Nullable List<CommentAnswer> replies) {
        return new CommentAnswer(
                new CommentId(comment.id).toString(),
                new PostId(comment.postId).toString(),
                new ProfileId(comment.profileId).toString(),
                platform,
                comment.externalId,
                comment.body,
                comment.status,
                comment.authorUsername,
                comment.authorName,
                comment.authorAvatarUrl,
                comment.authorExternalId,
                Json.readNullable(comment.metadata),
                comment.parentExternalId,
                comment.likeCount,
                comment.isHidden,
                comment.permalink,
                Json.readNullable(comment.platformData),
                Json.read(comment.attachments),
                RowTimes.readable(comment.postedAt),
                comment.createdAt.toInstant(),
                replies);
    }
}
