package dev.parley.ingest.upkeep;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/**
 * Deletes rows past their use, one replica at a time.
 *
 * <pre>
 *   lock ──► at most 10,000 rows of each table ──► commit ──► was any table's share full? ──yes──► again
 * </pre>
 *
 * Each round is a transaction of its own, so no lock is held for long; rounds follow each other until nothing is left or
 * the time is up, so that deleting keeps pace with writing.
 */
@ApplicationScoped
public class Cleanup {
    private static final Logger LOG = Logger.getLogger(Cleanup.class);
    private static final int MOST_AT_ONCE = 10_000;
    private static final Duration MOST_TIME = Duration.ofSeconds(50);

    private static final String MINE = "select pg_try_advisory_xact_lock(hashtext('parley:cleanup'))";
    private static final String SEEN = """
            delete from inbound_seen where ctid = any(array(
                select ctid from inbound_seen where seen_at < $1 limit $2))""";
    private static final String KEYS = """
            delete from idempotency_keys where ctid = any(array(
                select ctid from idempotency_keys where expires_at < now() limit $1 for update skip locked))""";
    private static final String STATES = "delete from oauth_states where expires_at < now()";

    private final Pool pool;
    private final RetentionConfig retention;

    public Cleanup(Pool pool, RetentionConfig retention) {
        this.pool = pool;
        this.retention = retention;
    }

    @Scheduled(
            every = "${parley.upkeep.cleanup-every:1m}",
            delayed = "10s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> clean() {
        return rounds(System.nanoTime() + MOST_TIME.toNanos())
                .onFailure()
                .invoke(failure -> LOG.warnf("nothing cleaned: %s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> rounds(long until) {
        return pool.withTransaction(this::cleanIfMine)
                .flatMap(more -> more && System.nanoTime() - until < 0
                        ? rounds(until)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Boolean> cleanIfMine(SqlConnection transaction) {
        return transaction.query(MINE).execute().flatMap(rows -> {
            boolean mine = rows.iterator().next().getBoolean(0);
            return mine ? deleteSome(transaction) : Uni.createFrom().item(false);
        });
    }

    /** Whether there may be more. */
    private Uni<Boolean> deleteSome(SqlConnection transaction) {
        OffsetDateTime forgotten = OffsetDateTime.now(ZoneOffset.UTC).minus(retention.seen());
        return transaction
                .preparedQuery(SEEN)
                .execute(Tuple.of(forgotten, MOST_AT_ONCE))
                .flatMap(seen -> transaction
                        .preparedQuery(KEYS)
                        .execute(Tuple.of(MOST_AT_ONCE))
                        .call(() -> transaction.query(STATES).execute())
                        .map(keys -> seen.rowCount() == MOST_AT_ONCE || keys.rowCount() == MOST_AT_ONCE));
    }
}
