package dev.parley.dispatch.job;

import dev.parley.dispatch.media.MediaIntake;
import dev.parley.id.ChatId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

/**
 * The pictures of participants. A picture keeps its URL for as long as it is the same picture, byte for byte, wherever
 * the platform serves it from today; the one it replaces is served for another day, for those who still show it.
 */
@Singleton
class Avatars {
    private static final String LOCK = "select 1 from chat_lanes where chat_id = $1 for update";

    private static final String REPLACE = """
            with chat as (
                select id, substring(participant_avatar_url from '[0-9a-f]{32}$') as media_key from chats where id = $1),
            same as (
                select 1 from chat join media m using (media_key) where m.sha256 = $3 and m.purged_at is null),
            retired as (
                update media m set purged_at = now() + interval '1 day' from chat
                where m.media_key = chat.media_key and m.purged_at is null and not exists (select 1 from same))
            update chats c set participant_avatar_url = $2 from chat
            where c.id = chat.id and not exists (select 1 from same)""";

    private final Pool pool;
    private final MediaIntake media;

    Avatars(Pool pool, MediaIntake media) {
        this.pool = pool;
        this.media = media;
    }

    /** False when the chat has that picture already, or is gone. */
    Uni<Boolean> keep(ChatId chat, MediaIntake.Taken picture) {
        return pool.withTransaction(transaction -> transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of(chat.value()))
                .chain(() -> replace(transaction, chat, picture)));
    }

    private Uni<Boolean> replace(SqlConnection transaction, ChatId chat, MediaIntake.Taken picture) {
        Tuple columns = Tuple.tuple()
                .addLong(chat.value())
                .addString(picture.publicUrl())
                .addBuffer(Buffer.buffer(picture.stored().sha256()));
        return transaction
                .preparedQuery(REPLACE)
                .execute(columns)
                .flatMap(changed -> changed.rowCount() == 0
                        ? Uni.createFrom().item(false)
                        : media.record(transaction, picture).replaceWith(true));
    }
}
