package dev.parley.watch;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Tells copies of configuration when to read themselves again.
 *
 * <pre>
 *   every 500 ms ──► all version rows, in one query ──those that moved──► their copies read ──► the next turn
 * </pre>
 *
 * A trigger moves a version in the transaction that changes what it stands for. A copy that could not be read is read
 * with the next turn; turns never overlap.
 */
@ApplicationScoped
public class ConfigVersions {
    private static final Logger LOG = Logger.getLogger(ConfigVersions.class);
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final String VERSIONS = "select name, version from config_versions";

    private final Pool pool;
    private final Vertx vertx;
    private final long everyMillis;
    private final Map<String, Copy> copies = new ConcurrentHashMap<>();
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
                .atMost(DEADLINE);
        copies.put(name, copy);
        if (first) {
            vertx.setTimer(everyMillis, fired -> turn());
        }
    }

    /** Looks now, for whoever made a change and wants this process to know; what goes wrong is left to the next turn. */
    public Uni<Void> refresh() {
        return Uni.createFrom()
                .deferred(this::versions)
                .flatMap(this::renewThoseThatMoved)
                .ifNoItem()
                .after(DEADLINE)
                .fail()
                .onFailure()
                .invoke(failure -> LOG.debugf("versions not read: %s", failure))
                .onFailure()
                .recoverWithNull();
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
