package dev.parley.watch;

import dev.parley.batch.NaturalBatch;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Keeps in-memory copies of configuration fresh.
 *
 * <pre>
 *   every 500 ms ──┐
 *   refresh()    ──┼──► one look at a time: all version rows, in one query ──those that moved──► their copies read
 *   confirm()    ──┘         └── callers that come meanwhile share the next look
 * </pre>
 *
 * A trigger moves a version in the transaction that changes what it stands for. A copy that could not be read is read
 * with the next look. Looks never overlap, so an older answer never replaces a newer one.
 */
@ApplicationScoped
public class ConfigVersions {
    private static final Logger LOG = Logger.getLogger(ConfigVersions.class);
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Duration START_DEADLINE = Duration.ofMinutes(2);
    private static final int MOST_WAITING = 10_000;
    private static final String VERSIONS = "select name, version from config_versions";

    private final Pool pool;
    private final Vertx vertx;
    private final long everyMillis;
    private final Map<String, Copy> copies = new ConcurrentHashMap<>();
    private final NaturalBatch<Boolean, Boolean> looks = new NaturalBatch<>(MOST_WAITING, 1, MOST_WAITING, this::look);
    private volatile boolean stopped;

    private static final class Copy {
        final Supplier<Uni<Void>> read;
        volatile long seen = -1;

        Copy(Supplier<Uni<Void>> read) {
            this.read = read;
        }
    }

    public ConfigVersions(Pool pool, Vertx vertx, WatchConfig config) {
        this.pool = pool;
        this.vertx = vertx;
        this.everyMillis = Math.max(1, config.every().toMillis());
    }

    /**
     * Fills a copy and keeps it fresh from then on. To be called once while the process starts, for it waits: nobody may
     * find an empty copy.
     *
     * @param name the row of {@code config_versions}
     * @param read reads what changed; called from any thread, and never twice at once by the watch itself
     */
    public void keep(String name, Supplier<Uni<Void>> read) {
        boolean first = copies.isEmpty();
        Copy copy = new Copy(read);
        versions()
                .flatMap(all -> renew(copy, all.getOrDefault(name, 0L)))
                .await()
                .atMost(START_DEADLINE);
        copies.put(name, copy);
        if (first) {
            vertx.setTimer(everyMillis, fired -> turn());
        }
    }

    /** Looks now, so that this process sees a change of its own. A failure is left to the next turn. */
    public Uni<Void> refresh() {
        return confirm()
                .onFailure()
                .invoke(failure -> LOG.debugf("versions not read: %s", failure))
                .onFailure()
                .recoverWithNull();
    }

    /** Completes when every copy shows what was committed before this call; fails when that cannot be established. */
    public Uni<Void> confirm() {
        return looks.submit(true).replaceWithVoid();
    }

    private Uni<List<Boolean>> look(List<Boolean> callers) {
        return versions()
                .flatMap(this::renewThoseThatMoved)
                .ifNoItem()
                .after(DEADLINE)
                .fail()
                .replaceWith(Collections.nCopies(callers.size(), true));
    }

    private void turn() {
        if (!stopped) {
            refresh().subscribe().with(done -> vertx.setTimer(everyMillis, fired -> turn()));
        }
    }

    private Uni<Map<String, Long>> versions() {
        return pool.query(VERSIONS).execute().map(rows -> {
            Map<String, Long> versions = new ConcurrentHashMap<>();
            for (Row row : rows) {
                versions.put(row.getString(0), row.getLong(1));
            }
            return versions;
        });
    }

    private Uni<Void> renewThoseThatMoved(Map<String, Long> versions) {
        List<Uni<Void>> renewals = new ArrayList<>();
        copies.forEach((name, copy) -> {
            long version = versions.getOrDefault(name, 0L);
            if (version != copy.seen) {
                renewals.add(renew(copy, version));
            }
        });
        return renewals.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join().all(renewals).andCollectFailures().replaceWithVoid();
    }

    private static Uni<Void> renew(Copy copy, long version) {
        return copy.read.get().invoke(() -> copy.seen = version);
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
    }
}
