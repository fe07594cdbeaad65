package dev.parley.ingest.upkeep;

import dev.parley.ingest.metrics.IngestMeters;
import dev.parley.secret.Sealed;
import dev.parley.secret.SecretCipher;
import dev.parley.secret.SecretPlace;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Seals secrets again that were sealed under an older key than the first of {@code parley.secrets.keys}, or without their
 * row. When the number of those left is zero, the older keys can be removed and {@code parley.secrets.binding} set to
 * {@code required}. What does not open (its key was removed too soon, or it was copied from another row) stays, and is
 * counted.
 */
@ApplicationScoped
public class SecretRotation {
    private static final Logger LOG = Logger.getLogger(SecretRotation.class);
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
            return """
                    select id, %2$s, %2$s_key_id from %1$s where %2$s_key_id <> $1 and id > $3
                    order by id limit $2 for update skip locked""".formatted(table, column);
        }

        String write() {
            return "update %1$s set %2$s = $2, %2$s_key_id = $3%3$s where id = $1".formatted(table, column, also);
        }

        SecretPlace ofRow(long id) {
            return new SecretPlace(table, column, Long.toString(id));
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
    private final SecretCipher vault;
    private final IngestMeters meters;

    public SecretRotation(Pool pool, SecretCipher vault, IngestMeters meters) {
        this.pool = pool;
        this.vault = vault;
        this.meters = meters;
    }

    /** Every place, in batches with a transaction each. */
    @Scheduled(every = "1m", delayed = "20s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public Uni<Void> reseal() {
        return Multi.createFrom()
                .iterable(PLACES)
                .onItem()
                .transformToUniAndConcatenate(place -> reseal(place, 0))
                .collect()
                .last()
                .onFailure()
                .invoke(failure -> LOG.warnf("secrets not sealed again: %s", failure.toString()))
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

    private Uni<Void> reseal(Place place, long after) {
        return pool.withTransaction(transaction -> reseal(transaction, place, after))
                .flatMap(last -> last.isEmpty() ? Uni.createFrom().voidItem() : reseal(place, last.get()));
    }

    /** The last row of a full batch; empty when no more rows follow. */
    private Uni<Optional<Long>> reseal(SqlConnection transaction, Place place, long after) {
        return transaction
                .preparedQuery(place.find())
                .execute(Tuple.of(vault.currentKey(), MOST_AT_ONCE, after))
                .flatMap(rows -> {
                    List<Row> found = new ArrayList<>();
                    rows.forEach(found::add);
                    Optional<Long> last = found.size() < MOST_AT_ONCE
                            ? Optional.empty()
                            : Optional.of(found.getLast().getLong(0));
                    return write(transaction, place, sealedAgain(place, found)).replaceWith(last);
                });
    }

    private static Uni<Void> write(SqlConnection transaction, Place place, List<Tuple> again) {
        return again.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction
                        .preparedQuery(place.write())
                        .executeBatch(again)
                        .invoke(() -> LOG.infof("%d secrets of %s sealed again", again.size(), place.table))
                        .replaceWithVoid();
    }

    private List<Tuple> sealedAgain(Place place, List<Row> rows) {
        List<Tuple> again = new ArrayList<>(rows.size());
        for (Row row : rows) {
            SecretPlace its = place.ofRow(row.getLong(0));
            try {
                String secret =
                        vault.open(new Sealed(row.getString(2), row.getBuffer(1).getBytes()), its);
                Sealed fresh = vault.seal(secret, its);
                again.add(Tuple.of(row.getLong(0), Buffer.buffer(fresh.bytes()).getDelegate(), fresh.keyId()));
            } catch (IllegalStateException unopenable) {
                LOG.debugf("not sealed again: %s", unopenable.getMessage());
            }
        }
        return again;
    }

    private Uni<Void> count() {
        return pool.preparedQuery(LEFT)
                .execute(Tuple.of(vault.currentKey()))
                .invoke(rows ->
                        meters.secretsUnderOldKeys(rows.iterator().next().getLong(0)))
                .replaceWithVoid();
    }
}
