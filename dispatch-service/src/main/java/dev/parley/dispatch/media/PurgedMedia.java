package dev.parley.dispatch.media;

import dev.parley.media.MediaKey;
import dev.parley.media.MediaStore;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Removes the bytes that nobody may see any more: of unsent messages, of pictures that were replaced, and what was
 * stored and never made use of ({@link dev.parley.media.NewMedia}). Nobody is served them from the moment they are
 * marked; here they leave the store, and only then their row. Several replicas may do the same at once.
 */
@ApplicationScoped
public class PurgedMedia {
    private static final Logger LOG = Logger.getLogger(PurgedMedia.class);
    private static final int AT_ONCE = 4;

    private static final String DUE = """
            select media_key from media where purged_at <= now() order by purged_at limit 200""";

    private static final String FORGET = "delete from media where media_key = $1 and purged_at <= now()";

    private final Pool pool;
    private final MediaStore store;
    private final Vertx vertx;
    private final MediaLimits limits;
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private volatile boolean stopping;

    PurgedMedia(Pool pool, MediaStore store, Vertx vertx, MediaLimits limits) {
        this.pool = pool;
        this.store = store;
        this.vertx = vertx;
        this.limits = limits;
    }

    void start(@Observes StartupEvent starting) {
        vertx.setPeriodic(limits.purgeEvery().toMillis(), timer -> sweep());
    }

    void stop(@Observes @Priority(100) ShutdownEvent ending) {
        this.stopping = true;
    }

    private void sweep() {
        if (stopping || !sweeping.compareAndSet(false, true)) {
            return;
        }
        removeDue()
                .onTermination()
                .invoke(() -> sweeping.set(false))
                .subscribe()
                .with(done -> {}, failure -> LOG.warnf("purged media are not removed yet: %s", failure.toString()));
    }

    private Uni<Void> removeDue() {
        return pool.preparedQuery(DUE)
                .execute()
                .onItem()
                .transformToMulti(rows -> Multi.createFrom().iterable(rows))
                .onItem()
                .transformToUni(this::remove)
                .merge(AT_ONCE)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> remove(Row row) {
        String key = row.getString(0);
        return MediaKey.parse(key)
                .map(store::remove)
                .orElseGet(Uni.createFrom()::voidItem)
                .chain(() -> pool.preparedQuery(FORGET).execute(Tuple.of(key)))
                .replaceWithVoid();
    }
}
