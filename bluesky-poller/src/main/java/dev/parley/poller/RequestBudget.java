package dev.parley.poller;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Spreads requests to one host over time, for all replicas together: each takes the next free moment. */
@ApplicationScoped
class RequestBudget {
    private static final double MILLIS_PER_SECOND = 1_000;

    /** How long the caller has to wait for the moment it has got. */
    private static final String TAKE = """
            insert into budgets as b (scope, next_at) values ($1, clock_timestamp() + $2 * interval '1 ms')
            on conflict (scope) do update
                set next_at = greatest(b.next_at, clock_timestamp()) + $2 * interval '1 ms'
            returning greatest(0, extract(epoch from next_at - clock_timestamp()) * 1000 - $2)::bigint""";

    private final Pool pool;
    private final double gapMillis;

    RequestBudget(Pool pool, PollerConfig config) {
        this.pool = pool;
        this.gapMillis = MILLIS_PER_SECOND / config.requestsPerSecond();
    }

    /** Completes when one request may be made. */
    Uni<Void> take(String host) {
        return pool.preparedQuery(TAKE)
                .execute(Tuple.of("poll:" + host, gapMillis))
                .map(rows -> rows.iterator().next().getLong(0))
                .flatMap(wait -> wait == 0
                        ? Uni.createFrom().voidItem()
                        : Uni.createFrom().voidItem().onItem().delayIt().by(Duration.ofMillis(wait)));
    }
}
