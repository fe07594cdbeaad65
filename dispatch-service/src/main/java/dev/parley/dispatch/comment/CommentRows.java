package dev.parley.dispatch.comment;

import dev.parley.id.CommentId;
import dev.parley.id.Id;
import dev.parley.id.PostId;
import dev.parley.id.ProfileId;
import dev.parley.node.IdGenerator;
import dev.parley.profile.Profile;
import dev.parley.profile.ProfileDirectory;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.BiFunction;

/** The rows of comments, as far as actions change them. What the webhook tells of the same action changes nothing more. */
@Singleton
class CommentRows {
    private static final String FIND =
            "select profile_id, external_id from comments where id = $1 and deleted_at is null";

    private static final String FIND_POST = "select profile_id, external_id from posts where id = $1";

    private static final String HIDE = "update comments set is_hidden = $2 where id = $1";

    private static final String DELETE = "update comments set deleted_at = now(), body = null where id = $1";

    /** The webhook about our own comment may have been quicker; then its row is the one. */
    private static final String OWN = """
            insert into comments (id, post_id, profile_id, external_id, parent_external_id, status, body,
                                  author_external_id, author_username, author_name, is_own, posted_at, request_ref)
            select $2, w.post_id, w.profile_id, $3, w.parent, 'published', $4, $5, $6, $7, true, now(), $8
            from (%s) w where w.id = $1
            on conflict (profile_id, external_id) do update set status = 'published', request_ref = coalesce(comments.request_ref, excluded.request_ref)
            returning id""";

    /** An answer to an answer stands below the same comment, as it does on the platforms. */
    private static final String ANSWER = OWN.formatted(
            "select id, post_id, profile_id, coalesce(parent_external_id, external_id) as parent from comments");

    private static final String COMMENT =
            OWN.formatted("select id, id as post_id, profile_id, null::text as parent from posts");

    private final Pool pool;
    private final IdGenerator ids;
    private final ProfileDirectory profiles;

    CommentRows(Pool pool, IdGenerator ids, ProfileDirectory profiles) {
        this.pool = pool;
        this.ids = ids;
        this.profiles = profiles;
    }

    Uni<Optional<KnownComment>> find(CommentId id) {
        return find(FIND, id, (externalId, profile) -> new KnownComment(id, externalId, profile));
    }

    Uni<Optional<KnownPost>> find(PostId id) {
        return find(FIND_POST, id, (externalId, profile) -> new KnownPost(id, externalId, profile));
    }

    private <T> Uni<Optional<T>> find(String statement, Id id, BiFunction<String, Profile, T> known) {
        return pool.preparedQuery(statement).execute(Tuple.of(id.value())).flatMap(rows -> {
            for (Row row : rows) {
                String externalId = row.getString(1);
                return profiles.fresh(new ProfileId(row.getLong(0)))
                        .map(found -> found.map(profile -> known.apply(externalId, profile)));
            }
            return Uni.createFrom().item(Optional.empty());
        });
    }

    Uni<Void> hide(CommentId id, boolean hidden) {
        return pool.preparedQuery(HIDE).execute(Tuple.of(id.value(), hidden)).replaceWithVoid();
    }

    Uni<Void> delete(CommentId id) {
        return pool.preparedQuery(DELETE).execute(Tuple.of(id.value())).replaceWithVoid();
    }

    /** The account's own answer, under the id that the platform gave it. */
    Uni<CommentId> answered(KnownComment comment, String externalId, OwnText own) {
        return own(ANSWER, comment.id(), comment.profile(), externalId, own);
    }

    /** The account's own comment on a post. */
    Uni<CommentId> commented(KnownPost post, String externalId, OwnText own) {
        return own(COMMENT, post.id(), post.profile(), externalId, own);
    }

    private Uni<CommentId> own(String statement, Id where, Profile own, String externalId, OwnText text) {
        Tuple columns = Tuple.tuple()
                .addLong(where.value())
                .addLong(ids.next())
                .addString(externalId)
                .addString(text.text())
                .addString(own.externalId())
                .addString(own.username())
                .addString(own.name())
                .addString(text.requestRef());
        return pool.preparedQuery(statement)
                .execute(columns)
                .map(rows -> new CommentId(rows.iterator().next().getLong(0)));
    }
}
