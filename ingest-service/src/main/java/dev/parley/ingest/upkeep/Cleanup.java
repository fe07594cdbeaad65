package dev.parley.ingest.upkeep;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/** Deletes what nobody asks for any more; one replica at a time, a bounded number of rows per statement. */
@ApplicationScoped
public class Cleanup {
    private static final Logger LOG = Logger.getLogger(Cleanup.class);
    private static final int MOST_AT_ONCE = 10_000;

    private static final String MINE = "select pg_try_advisory_xact_lock(hashtext('parley:cleanup'))";
    private static final String SEEN = """
            delete from inbound_seen where ctid = any(array(
                select ctid from inbound_seen where seen_at < $1 limit $2))""";
    private static final String KEYS = """
            delete from idempotency_keys where ctid = any(array(
                select ctid from idempotency_keys where expires_at < now() limit $1))""";
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
        return pool.withTransaction(this::cleanIfMine)
                .onFailure()
                .invoke(failure -> LOG.warnf("nothing cleaned: %s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> cleanIfMine(SqlConnection transaction) {
        return transaction.query(MINE).execute().flatMap(rows -> {
            boolean mine = rows.iterator().next().getBoolean(0);
            return mine ? deleteAll(transaction) : Uni.createFrom().voidItem();
        });
    }

    private Uni<Void> deleteAll(SqlConnection transaction) {
        OffsetDateTime forgotten = OffsetDateTime.now(ZoneOffset.UTC).minus(retention.seen());
        return transaction
                .preparedQuery(SEEN)
                .execute(Tuple.of(forgotten, MOST_AT_ONCE))
                .chain(() -> transaction.preparedQuery(KEYS).execute(Tuple.of(MOST_AT_ONCE)))
                .chain(() -> transaction.query(STATES).execute())
                .replaceWithVoid();
    }
}
