package dev.parley.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.batch.Columns;
import dev.parley.event.EventData;
import dev.parley.event.EventDraft;
import dev.parley.event.EventType;
import dev.parley.id.CommentId;
import dev.parley.id.PostId;
import dev.parley.inbound.InboundEvent.Author;
import dev.parley.inbound.InboundEvent.CommentArrived;
import dev.parley.inbound.InboundEvent.CommentChanged;
import dev.parley.json.Json;
import dev.parley.node.IdGenerator;
import dev.parley.profile.Profile;
import dev.parley.topic.Cause;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stores comments with the posts they stand under, and tells of those that others wrote. */
final class CommentWriter {
    /** A post that is there already gives back its own id: the update changes nothing but makes the row visible. */
    private static final String POSTS = """
            insert into posts (id, profile_id, external_id)
            select p.id, p.profile_id, p.external_id
            from unnest($1::bigint[], $2::bigint[], $3::text[]) as p (id, profile_id, external_id)
            order by p.profile_id, p.external_id
            on conflict (profile_id, external_id) do update set external_id = excluded.external_id
            returning id, profile_id, external_id""";

    private static final String COMMENTS = """
            insert into comments (id, post_id, profile_id, external_id, parent_external_id, body, author_external_id,
                author_username, author_name, is_own, permalink, platform_data, posted_at)
            select c.id, c.post_id, c.profile_id, c.external_id, c.parent, c.body, c.author, c.username, c.name, c.own,
                c.permalink, c.platform_data::jsonb, c.posted
            from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[],
                $8::text[], $9::text[], $10::boolean[], $11::text[], $12::text[], $13::timestamptz[])
                as c (id, post_id, profile_id, external_id, parent, body, author, username, name, own, permalink,
                platform_data, posted)
            order by c.profile_id, c.external_id
            on conflict (profile_id, external_id) do nothing
            returning id, created_at""";

    private static final String CHANGE = """
            update comments set body = case $3 when 'EDITED' then coalesce($4, body) when 'REMOVED' then $4 else body end,
                is_hidden = case $3 when 'HIDDEN' then true when 'SHOWN' then false else is_hidden end,
                deleted_at = case when $3 = 'REMOVED' then $5 else deleted_at end
            where profile_id = $1 and external_id = $2""";

    private final SqlConnection transaction;
    private final IdGenerator ids;
    private final Batch batch;

    CommentWriter(SqlConnection transaction, IdGenerator ids, Batch batch) {
        this.transaction = transaction;
        this.ids = ids;
        this.batch = batch;
    }

    private record Post(long profile, String externalId) {}

    private record Found(CommentId id, Profile profile, CommentArrived comment, Cause cause) {
        Post post() {
            return new Post(profile.id().value(), comment.postExternalId());
        }

        @Nullable
        String author(Function<Author, @Nullable String> member) {
            Author author = comment.author();
            return author == null ? null : Texts.storable(member.apply(author));
        }
    }

    Uni<Void> write(List<InboundDelivery> deliveries) {
        List<Found> arrived = new ArrayList<>();
        Uni<Void> changes = Uni.createFrom().voidItem();
        for (InboundDelivery delivery : deliveries) {
            for (var event : delivery.events()) {
                if (event instanceof CommentArrived comment) {
                    arrived.add(new Found(
                            new CommentId(ids.next()), delivery.profile(), comment, delivery.causeOf(comment)));
                } else if (event instanceof CommentChanged changed
                        && batch.takeFresh(new Batch.Item(delivery.profile().id(), changed.key()))) {
                    changes = changes.chain(() -> change(delivery.profile(), changed));
                }
            }
        }
        Uni<Void> later = changes;
        return arrived.isEmpty()
                ? later
                : posts(arrived).flatMap(posts -> insert(arrived, posts)).chain(() -> later);
    }

    private Uni<Map<Post, Long>> posts(List<Found> arrived) {
        List<Post> posts = arrived.stream().map(Found::post).distinct().toList();
        Tuple columns = Tuple.of(
                Columns.longs(posts, post -> new PostId(ids.next()).value()),
                Columns.longs(posts, Post::profile),
                Columns.texts(posts, Post::externalId));
        return transaction.preparedQuery(POSTS).execute(columns).map(rows -> {
            Map<Post, Long> known = new HashMap<>();
            for (Row row : rows) {
                known.put(new Post(row.getLong(1), row.getString(2)), row.getLong(0));
            }
            return known;
        });
    }

    private Uni<Void> insert(List<Found> arrived, Map<Post, Long> posts) {
        Tuple columns = Tuple.tuple()
                .addArrayOfLong(Columns.longs(arrived, found -> found.id.value()))
                .addArrayOfLong(Columns.longs(arrived, found -> posts.get(found.post())))
                .addArrayOfLong(
                        Columns.longs(arrived, found -> found.profile.id().value()))
                .addArrayOfString(Columns.texts(arrived, found -> found.comment.externalId()))
                .addArrayOfString(Columns.texts(arrived, found -> found.comment.parentExternalId()))
                .addArrayOfString(Columns.texts(arrived, found -> Texts.storable(found.comment.body())))
                .addArrayOfString(Columns.texts(arrived, found -> found.author(Author::externalId)))
                .addArrayOfString(Columns.texts(arrived, found -> found.author(Author::username)))
                .addArrayOfString(Columns.texts(arrived, found -> found.author(Author::name)))
                .addArrayOfBoolean(Columns.flags(arrived, found -> found.comment.own()))
                .addArrayOfString(Columns.texts(arrived, found -> found.comment.permalink()))
                .addArrayOfString(Columns.json(arrived, found -> found.comment.platformData()))
                .addArrayOfOffsetDateTime(Columns.times(arrived, found -> found.comment.postedAt()));
        return transaction
                .preparedQuery(COMMENTS)
                .execute(columns)
                .invoke(rows -> tell(arrived, posts, rows))
                .replaceWithVoid();
    }

    private void tell(List<Found> arrived, Map<Post, Long> posts, RowSet<Row> inserted) {
        Map<Long, Instant> created = new HashMap<>();
        for (Row row : inserted) {
            created.put(row.getLong(0), row.getOffsetDateTime(1).toInstant());
        }
        for (Found found : arrived) {
            Instant createdAt = created.get(found.id.value());
            Long post = posts.get(found.post());
            if (createdAt != null && post != null && !found.comment.own()) {
                ObjectNode wire = wire(found, new PostId(post), createdAt);
                batch.tell(
                        List.of(EventDraft.ofProfile(EventType.COMMENT_CREATED, found.profile, EventData.mirrored(wire))
                                .because(found.cause)));
            }
        }
    }

    private static ObjectNode wire(Found found, PostId post, Instant createdAt) {
        CommentArrived comment = found.comment;
        ObjectNode wire = Json.object()
                .put("id", found.id.toString())
                .put("post_id", post.toString())
                .put("platform_post_id", comment.postExternalId())
                .put("platform", found.profile.platform())
                .put("profile_id", found.profile.id().toString())
                .put("external_id", comment.externalId())
                .put("parent_external_id", comment.parentExternalId())
                .put("body", comment.body())
                .put("status", "synced")
                .put("author_external_id", found.author(Author::externalId))
                .put("author_name", found.author(Author::name))
                .put("author_username", found.author(Author::username))
                .putNull("author_avatar_url")
                .put("like_count", 0)
                .put("reply_count", 0)
                .put("is_hidden", false)
                .put("permalink", comment.permalink());
        JsonNode platformData = comment.platformData();
        wire.set("platform_data", platformData);
        return wire.put("posted_at", text(comment.postedAt())).put("created_at", text(createdAt));
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : DateTimeFormatter.ISO_INSTANT.format(at.truncatedTo(ChronoUnit.SECONDS));
    }

    private Uni<Void> change(Profile profile, CommentChanged changed) {
        Tuple parameters = Tuple.of(
                profile.id().value(),
                changed.externalId(),
                changed.change().name(),
                Texts.storable(changed.body()),
                changed.at().atOffset(ZoneOffset.UTC));
        return transaction.preparedQuery(CHANGE).execute(parameters).replaceWithVoid();
    }
}
