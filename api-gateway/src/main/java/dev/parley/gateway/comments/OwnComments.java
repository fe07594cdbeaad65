package dev.parley.gateway.comments;

import dev.parley.gateway.entity.Comment;
import dev.parley.gateway.http.DetachedWork;
import dev.parley.gateway.idempotency.KeyedAttempt;
import dev.parley.id.CommentId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of a comment of our own whose answer was lost.
 *
 * <pre>
 *   a row that dispatch wrote for the request ──────────────────────────────────► that one
 *   a row that the platform's webhook made: the same text, in the same place,
 *   since the request, and no request's yet ────────────────────────────────────► that one, from now on the request's
 *   neither ────────────────────────────────────────────────────────────────────► nobody knows
 * </pre>
 *
 * The webhook may be quicker than dispatch's answer to another request with the same text. So a row is left alone until
 * each request that could have made it has ended.
 */
@ApplicationScoped
class OwnComments {
    private static final String OF_REQUEST = """
            select id from comments where post_id = $1 and profile_id = $2 and request_ref = $3 and created_at >= $4""";

    private static final String TAKE = """
            update comments set request_ref = $3
            where request_ref is null and id = (
                select id from comments
                where post_id = $1 and profile_id = $2 and is_own and request_ref is null and body = $5
                  and parent_external_id is not distinct from $6
                  and created_at >= $4 and created_at < now() - interval '1 minute'
                order by id limit 1)
            returning id""";

    private final Pool pool;

    OwnComments(Pool pool) {
        this.pool = pool;
    }

    /**
     * The comment that the first request made; empty when nothing shows that it did.
     *
     * @param answered the comment that was answered; null for a comment on the post itself
     */
    Uni<Optional<String>> madeBy(
            KeyedAttempt attempt, long post, long profile, @Nullable Comment answered, String text) {
        Tuple request = Tuple.of(post, profile, attempt.requestRef(), attempt.began());
        return find(OF_REQUEST, request).flatMap(found -> {
            if (found.isPresent()) {
                return Uni.createFrom().item(found);
            }
            Tuple looks = Tuple.of(post, profile, attempt.requestRef(), attempt.began())
                    .addString(text)
                    .addString(answered == null ? null : placeBelow(answered));
            return DetachedWork.from(find(TAKE, looks));
        });
    }

    /** An answer to an answer stands below the same comment. */
    private static String placeBelow(Comment answered) {
        @Nullable String parent = answered.parentExternalId;
        return parent == null ? answered.externalId : parent;
    }

    private Uni<Optional<String>> find(String statement, Tuple parameters) {
        return pool.preparedQuery(statement).execute(parameters).map(rows -> {
            for (Row row : rows) {
                return Optional.of(new CommentId(row.getLong(0)).toString());
            }
            return Optional.empty();
        });
    }
}
