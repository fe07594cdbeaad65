package dev.parley.ingest.upkeep;

import dev.parley.ingest.metrics.IngestMeters;
import dev.parley.secret.Sealed;
import dev.parley.secret.Vault;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Seals secrets anew that lie under an older key than the first of {@code parley.secrets.keys}, so that a key can be
 * retired: when the number of those left is nought, nothing needs it any more. What cannot be opened (its key was taken
 * out too soon) stays, and is counted.
 */
@ApplicationScoped
public class Resealing {
    private static final Logger LOG = Logger.getLogger(Resealing.class);
    private static final int MOST_AT_ONCE = 200;
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /**
     * A column that holds sealed secrets; beside it the id of each one's key.
     *
     * @param also what else the row needs, so that caches notice
     */
    private record Place(String table, String column, String also) {
        /** Rows somebody is changing are left for the next time. */
        String find() {
            return "select id, %2$s, %2$s_key_id from %1$s where %2$s_key_id <> $1 limit $2 for update skip locked"
                    .formatted(table, column);
        }

        String write() {
            return "update %1$s set %2$s = $2, %2$s_key_id = $3%3$s where id = $1".formatted(table, column, also);
        }

        String left() {
            return "(select count(*) from %1$s where %2$s_key_id <> $1)".formatted(table, column);
        }
    }

    private static final List<Place> PLACES = List.of(
            new Place("profiles", "credentials", ", updated_at = now()"),
            new Place("placements", "credentials", ""),
            new Place("webhook_endpoints", "secret", ""),
            new Place("webhook_endpoints", "previous_secret", ""));

    private static final String LEFT =
            "select " + String.join(" + ", PLACES.stream().map(Place::left).toList());

    private final Pool pool;
    private final Vault vault;
    private final IngestMeters meters;

    public Resealing(Pool pool, Vault vault, IngestMeters meters) {
        this.pool = pool;
        this.vault = vault;
        this.meters = meters;
    }

    /** One batch of each kind; what is more comes next time. */
    @Scheduled(every = "1m", delayed = "20s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public Uni<Void> reseal() {
        return Multi.createFrom()
                .iterable(PLACES)
                .onItem()
                .transformToUniAndConcatenate(place -> pool.withTransaction(transaction -> reseal(transaction, place)))
                .collect()
                .last()
                .onFailure()
                .invoke(failure -> LOG.warnf("secrets not sealed anew: %s", failure.toString()))
                .onFailure()
                .recoverWithNull()
                .chain(this::count)
                .ifNoItem()
                .after(DEADLINE)
                .fail()
                .onFailure()
                .invoke(failure -> {
                    meters.secretsNotCounted();
                    LOG.warnf("secrets under old keys not counted: %s", failure.toString());
                })
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> reseal(SqlConnection transaction, Place place) {
        return transaction
                .preparedQuery(place.find())
                .execute(Tuple.of(vault.currentKey(), MOST_AT_ONCE))
                .flatMap(rows -> rows.size() == 0
                        ? Uni.createFrom().voidItem()
                        : transaction
                                .preparedQuery(place.write())
                                .executeBatch(sealedAnew(rows))
                                .invoke(() -> LOG.infof("%d secrets of %s sealed anew", rows.size(), place.table))
                                .replaceWithVoid());
    }

    private List<Tuple> sealedAnew(RowSet<Row> rows) {
        List<Tuple> anew = new ArrayList<>(rows.size());
        for (Row row : rows) {
            Sealed old = new Sealed(row.getString(2), row.getBuffer(1).getBytes());
            Sealed fresh = vault.seal(vault.open(old));
            anew.add(Tuple.of(row.getLong(0), Buffer.buffer(fresh.bytes()).getDelegate(), fresh.keyId()));
        }
        return anew;
    }

    private Uni<Void> count() {
        return pool.preparedQuery(LEFT)
                .execute(Tuple.of(vault.currentKey()))
                .invoke(rows ->
                        meters.secretsUnderOldKeys(rows.iterator().next().getLong(0)))
                .replaceWithVoid();
    }
}
