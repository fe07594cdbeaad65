package dev.parley.node;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * This process's node number, leased in {@code id_nodes} for a minute and renewed every ten seconds. A process that
 * could not renew in time stops making ids and takes a fresh number as soon as the database answers again.
 */
@ApplicationScoped
public class NodeLease {
    private static final Logger LOG = Logger.getLogger(NodeLease.class);
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration SAFE = Duration.ofSeconds(50);
    /** One attempt; a renewal that hangs must not use up the lease. */
    private static final Duration DEADLINE = Duration.ofSeconds(8);

    private static final Duration START_DEADLINE = Duration.ofMinutes(2);

    private static final String TAKE = """
            update id_nodes set lease_token = $1, lease_until = now() + interval '60 seconds'
            where node = (select node from id_nodes where lease_until < now() order by random() limit 1 for update skip locked)
            returning node""";
    private static final String RENEW = """
            update id_nodes set lease_until = now() + interval '60 seconds' where node = $2 and lease_token = $1
            returning node""";
    private static final String GIVE_BACK =
            "update id_nodes set lease_until = '-infinity' where node = $2 and lease_token = $1";

    private record Held(int node, UUID token, long renewedAtNanos) {
        boolean isSafe() {
            return node >= 0 && System.nanoTime() - renewedAtNanos < SAFE.toNanos();
        }
    }

    private static final Held NONE = new Held(-1, new UUID(0, 0), 0);

    private final Pool pool;
    private volatile Held held = NONE;

    public NodeLease(Pool pool) {
        this.pool = pool;
    }

    /** Before anything else starts: everything may want an id. A database that is slow or still starting is waited for. */
    void takeFirst(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent starting) {
        Uni.createFrom()
                .deferred(this::take)
                .ifNoItem()
                .after(DEADLINE)
                .fail()
                .onFailure()
                .invoke(failure -> LOG.infof("waiting for the database: %s", failure.toString()))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(2))
                .expireIn(START_DEADLINE.toMillis())
                .await()
                .atMost(START_DEADLINE.plus(DEADLINE));
    }

    boolean isHeld() {
        return held.isSafe();
    }

    int node() {
        Held now = held;
        if (!now.isSafe()) {
            throw new NoNodeException("no node number is leased: the database was away for " + LEASE);
        }
        return now.node;
    }

    @Scheduled(every = "10s", delayed = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> renew() {
        Held now = held;
        if (now.node < 0) {
            return Uni.createFrom().voidItem();
        }
        long asked = System.nanoTime();
        return pool.preparedQuery(RENEW)
                .execute(Tuple.of(now.token, now.node))
                .flatMap(rows -> {
                    if (rows.size() == 1) {
                        held = new Held(now.node, now.token, asked);
                        return Uni.createFrom().voidItem();
                    }
                    return take();
                })
                .ifNoItem()
                .after(DEADLINE)
                .fail()
                .onFailure()
                .invoke(failure -> LOG.warnf("node lease not renewed: %s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    void giveBack(@Observes ShutdownEvent stopping) {
        Held now = held;
        pool.preparedQuery(GIVE_BACK)
                .execute(Tuple.of(now.token, now.node))
                .onFailure()
                .recoverWithNull()
                .await()
                .atMost(Duration.ofSeconds(2));
    }

    private Uni<Void> take() {
        UUID token = UUID.randomUUID();
        long asked = System.nanoTime();
        return pool.preparedQuery(TAKE)
                .execute(Tuple.of(token))
                .invoke(rows -> {
                    for (Row row : rows) {
                        held = new Held(row.getShort(0), token, asked);
                    }
                })
                .replaceWithVoid();
    }
}
