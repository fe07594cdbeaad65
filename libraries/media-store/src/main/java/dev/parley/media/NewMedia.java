package dev.parley.media;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

/**
 * Stores bytes so that none stay for ever that no row knows: their row is there before they are, with the time at which
 * they are purged. Whoever makes use of them strikes that time, in the transaction that makes use of them.
 *
 * <pre>
 *   row, purged in an hour ──► bytes ──► used: the row stays
 *                                  ├───► failed or discarded: both go at once
 *                                  └───► the process ends: both go in an hour
 * </pre>
 */
@Singleton
public class NewMedia {
    private static final String EXPECT = """
            insert into media (media_key, content_type, byte_size, sha256, purged_at)
            values ($1, 'application/octet-stream', 0, '', now() + interval '1 hour')""";

    private static final String FORGET = "delete from media where media_key = $1 and purged_at is not null";

    private final Pool pool;
    private final MediaStore store;

    NewMedia(Pool pool, MediaStore store) {
        this.pool = pool;
        this.store = store;
    }

    /** Stores the content under a new key, as {@link MediaStore#put} does. */
    public Uni<MediaStore.Stored> store(Multi<Buffer> content, long most) {
        MediaKey key = MediaKey.random();
        return pool.preparedQuery(EXPECT)
                .execute(Tuple.of(key.text()))
                .chain(() -> store.put(key, content, most).onFailure().call(() -> forget(key)));
    }

    /** Removes what was stored and is of no use. */
    public Uni<Void> discard(MediaKey key) {
        return store.remove(key).call(() -> forget(key));
    }

    /** Never fails: a row that stays goes when its time comes. */
    private Uni<Void> forget(MediaKey key) {
        return pool.preparedQuery(FORGET)
                .execute(Tuple.of(key.text()))
                .replaceWithVoid()
                .onFailure()
                .recoverWithNull();
    }
}
