package dev.parley.ingest.upkeep;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Makes the day partitions of the two logs a week ahead and drops those past their retention. The functions it calls
 * take an advisory lock, so any number of replicas may do this at once. Readiness watches that tomorrow is there.
 */
@Readiness
@ApplicationScoped
public class Partitions implements AsyncHealthCheck {
    private static final Logger LOG = Logger.getLogger(Partitions.class);
    private static final int DAYS_AHEAD = 7;
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private static final String MAKE =
            "select ensure_day_partitions('events', $1), ensure_day_partitions('webhook_attempts', $1)";
    private static final String DROP =
            "select drop_day_partitions('events', $1) + drop_day_partitions('webhook_attempts', $2)";
    private static final String TOMORROW = """
            select to_regclass('events_' || day) is not null and to_regclass('webhook_attempts_' || day) is not null
            from to_char(current_date + 1, 'YYYYMMDD') as day""";

    private final Pool pool;
    private final RetentionConfig retention;

    public Partitions(Pool pool, RetentionConfig retention) {
        this.pool = pool;
        this.retention = retention;
    }

    @Scheduled(every = "${parley.upkeep.partitions-every:1h}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> keep() {
        return makeAhead()
                .chain(this::dropOld)
                .invoke(dropped -> LOG.debugf("day partitions dropped=%d", dropped))
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.warnf("partitions not kept: %s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    Uni<Void> makeAhead() {
        return pool.preparedQuery(MAKE).execute(Tuple.of(DAYS_AHEAD)).replaceWithVoid();
    }

    /** How many partitions went. */
    Uni<Integer> dropOld() {
        return pool.preparedQuery(DROP)
                .execute(Tuple.of(retention.eventDays(), retention.attemptDays()))
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return pool.query(TOMORROW)
                .execute()
                .map(rows -> rows.iterator().next().getBoolean(0))
                .ifNoItem()
                .after(DEADLINE)
                .fail()
                .onFailure()
                .recoverWithItem(false)
                .map(there -> HealthCheckResponse.named("tomorrow's partitions")
                        .status(there)
                        .build());
    }
}
