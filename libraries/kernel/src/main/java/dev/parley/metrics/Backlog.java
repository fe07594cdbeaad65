package dev.parley.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jboss.logging.Logger;

/**
 * Numbers that stand in the database, asked for now and then and shown in between; NaN while the database is away.
 * Every replica shows the same ones, so a dashboard takes their maximum.
 */
public final class Backlog {
    private static final Logger LOG = Logger.getLogger(Backlog.class);
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final Pool pool;
    private final String query;
    private final AtomicReferenceArray<Double> values;

    /**
     * @param query answers with one row, a column for each name; bounded, because a backlog may be long
     * @param names of the gauges, in the order of the columns
     */
    public Backlog(Pool pool, MeterRegistry meters, String query, List<String> names) {
        this.pool = pool;
        this.query = query;
        this.values = new AtomicReferenceArray<>(names.size());
        forget();
        for (int i = 0; i < names.size(); i++) {
            int column = i;
            Gauge.builder(names.get(i), values, all -> all.get(column)).register(meters);
        }
    }

    /** Asks once; never fails. */
    public Uni<Void> sample() {
        return pool.query(query)
                .execute()
                .ifNoItem()
                .after(DEADLINE)
                .fail()
                .invoke(rows -> {
                    for (int i = 0; i < values.length(); i++) {
                        values.set(i, rows.iterator().next().getDouble(i));
                    }
                })
                .onFailure()
                .invoke(failure -> {
                    forget();
                    LOG.debugf("backlog not read: %s", failure);
                })
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private void forget() {
        for (int i = 0; i < values.length(); i++) {
            values.set(i, Double.NaN);
        }
    }
}
