package dev.parley.dispatch.comment;

import dev.parley.id.CommentId;
import dev.parley.id.IdGenerator;
import dev.parley.id.ProfileId;
import dev.parley.profile.Profile;
import dev.parley.profile.ProfileDirectory;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The rows of comments, as far as actions change them. What the webhook tells of the same action changes nothing more. */
@Singleton
class CommentRows {
    private static final String FIND =
            "select profile_id, external_id from comments where id = $1 and deleted_at is null";

    private static final String HIDE = "update comments set is_hidden = $2 where id = $1";

    private static final String DELETE = "update comments set deleted_at = now(), body = null where id = $1";

    /**
     * An answer to an answer stands below the same comment, as it does on the platforms. The webhook about our own
     * comment may have been quicker; then its row is the one.
     */
    private static final String ANSWER = """
            insert into comments (id, post_id, profile_id, external_id, parent_external_id, status, body,
                                  author_external_id, author_username, author_name, is_own, posted_at)
            select $2, c.post_id, c.profile_id, $3, coalesce(c.parent_external_id, c.external_id), 'published', $4,
                   $5, $6, $7, true, now()
            from comments c where c.id = $1
            on conflict (profile_id, external_id) do update set status = 'published'
            returning id""";

    private final Pool pool;
    private final IdGenerator ids;
    private final ProfileDirectory profiles;

    CommentRows(Pool pool, IdGenerator ids, ProfileDirectory profiles) {
        this.pool = pool;
        this.ids = ids;
        this.profiles = profiles;
    }

    Uni<Optional<KnownComment>> find(CommentId id) {
        return pool.preparedQuery(FIND).execute(Tuple.of(id.value())).flatMap(rows -> {
            for (Row row : rows) {
                String externalId = row.getString(1);
                return profiles.fresh(new ProfileId(row.getLong(0)))
                        .map(found -> found.map(profile -> new KnownComment(id, externalId, profile)));
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
    Uni<CommentId> answered(KnownComment comment, String externalId, String text) {
        Profile own = comment.profile();
        Tuple columns = Tuple.tuple()
                .addLong(comment.id().value())
                .addLong(ids.next())
                .addString(externalId)
                .addString(text)
                .addString(own.externalId())
                .addString(own.username())
                .addString(own.name());
        return pool.preparedQuery(ANSWER)
                .execute(columns)
                .map(rows -> new CommentId(rows.iterator().next().getLong(0)));
    }
}
