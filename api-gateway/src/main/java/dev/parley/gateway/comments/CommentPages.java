package dev.parley.gateway.comments;

import dev.parley.gateway.access.Scope;
import dev.parley.gateway.entity.Comment;
import dev.parley.gateway.entity.ConnectedProfile;
import dev.parley.gateway.entity.Post;
import dev.parley.gateway.http.Page;
import dev.parley.gateway.http.Paging;
import dev.parley.id.GroupId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Comments in pages, newest first: of one post with their answers, or over all posts. */
@ApplicationScoped
public class CommentPages {
    private static final OffsetDateTime ALWAYS = OffsetDateTime.parse("0001-01-01T00:00:00Z");
    private static final OffsetDateTime FOREVER = OffsetDateTime.parse("9999-12-31T00:00:00Z");
    private static final long LAST_NANO = 999_999;
    private static final String WITHIN = " and deletedAt is null and createdAt >= ?2 and createdAt <= ?3";
    private static final String ORDER = " order by createdAt desc, id desc";

    /** When the comments were received; null leaves that end open. */
    record Span(@Nullable OffsetDateTime from, @Nullable OffsetDateTime to) {
        OffsetDateTime first() {
            return from == null ? ALWAYS : from;
        }

        /** All that is shown as this time: times are stored in microseconds and shown in milliseconds. */
        OffsetDateTime last() {
            return to == null ? FOREVER : to.truncatedTo(ChronoUnit.MILLIS).plusNanos(LAST_NANO);
        }
    }

    Uni<Page<CommentAnswer>> ofPost(Post post, Paging paging, Span span) {
        return Panache.withSession(() -> {
            PanacheQuery<Comment> top = Comment.find(
                    "postId = ?1 and parentExternalId is null" + WITHIN + ORDER, post.id, span.first(), span.last());
            return top.count()
                    .flatMap(total -> top.page(paging.page(), paging.perPage())
                            .<Comment>list()
                            .flatMap(found -> withReplies(post, found))
                            .map(data -> Page.of(paging, total, data)));
        });
    }

    /** One comment with the answers to it. */
    Uni<CommentAnswer> one(Comment comment) {
        Post post = new Post();
        post.id = comment.postId;
        return Panache.withSession(() -> withReplies(post, List.of(comment))).map(List::getFirst);
    }

    private static Uni<List<CommentAnswer>> withReplies(Post post, List<Comment> top) {
        if (top.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<String> parents = top.stream().map(comment -> comment.externalId).toList();
        return Comment.<Comment>list(
                        "postId = ?1 and deletedAt is null and parentExternalId in ?2 order by createdAt, id",
                        post.id,
                        parents)
                .map(replies -> {
                    Map<String, List<CommentAnswer>> byParent = replies.stream()
                            .collect(Collectors.groupingBy(
                                    reply -> String.valueOf(reply.parentExternalId),
                                    Collectors.mapping(
                                            reply -> CommentAnswer.withReplies(reply, List.of()),
                                            Collectors.toList())));
                    return top.stream()
                            .map(comment -> CommentAnswer.withReplies(
                                    comment, byParent.getOrDefault(comment.externalId, List.of())))
                            .toList();
                });
    }

    /** Over all posts of the scope; ids that do not exist, or lie outside it, are ignored. Null means all. */
    Uni<Page<CommentAnswer>> across(
            Scope scope,
            Paging paging,
            Span span,
            @Nullable Collection<Long> posts,
            @Nullable Collection<Long> profiles) {
        return Panache.withSession(() -> ConnectedProfile.<ConnectedProfile>list(
                        "accountId", scope.account().value())
                .flatMap(all -> {
                    Map<Long, String> visible = all.stream()
                            .filter(profile -> scope.coversGroup(new GroupId(profile.profileGroupId)))
                            .filter(profile -> profiles == null || profiles.contains(profile.id))
                            .collect(Collectors.toMap(profile -> profile.id, profile -> profile.platform));
                    if (visible.isEmpty() || (posts != null && posts.isEmpty())) {
                        return Uni.createFrom().item(Page.of(paging, 0, new ArrayList<CommentAnswer>()));
                    }
                    return page(paging, query(visible.keySet(), span, posts), visible);
                }));
    }

    private static PanacheQuery<Comment> query(Collection<Long> profiles, Span span, @Nullable Collection<Long> posts) {
        String where = "profileId in ?1" + WITHIN;
        return posts == null
                ? Comment.find(where + ORDER, profiles, span.first(), span.last())
                : Comment.find(where + " and postId in ?4" + ORDER, profiles, span.first(), span.last(), posts);
    }

    private static Uni<Page<CommentAnswer>> page(
            Paging paging, PanacheQuery<Comment> query, Map<Long, String> platforms) {
        return query.count()
                .flatMap(total -> query.page(paging.page(), paging.perPage())
                        .<Comment>list()
                        .map(found -> Page.of(
                                paging,
                                total,
                                found.stream()
                                        .map(comment -> CommentAnswer.across(
                                                comment, platforms.getOrDefault(comment.profileId, "")))
                                        .toList())));
    }
}
