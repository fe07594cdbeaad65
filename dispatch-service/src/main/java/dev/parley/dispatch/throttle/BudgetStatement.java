package dev.parley.dispatch.throttle;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hot statement: slices of budgets, many at once. A budget's row says from when its next call is free; taking a slice
 * moves it by the slice's length. Nothing is taken of a budget that is used up for longer than anybody would wait.
 */
final class BudgetStatement {
    private static final String MAKE = "insert into budgets (scope) select unnest($1::text[]) on conflict do nothing";

    private static final String TAKE = """
            with before as (
                select b.scope, greatest(b.next_at, now()) as free_at, w.slice_ms
                from unnest($1::text[], $2::float8[]) as w (scope, slice_ms)
                join budgets b on b.scope = w.scope
                order by b.scope for update of b)
            update budgets b set next_at =
                case when before.free_at <= now() + $3 * interval '1 ms'
                     then before.free_at + before.slice_ms * interval '1 ms' else b.next_at end
            from before where b.scope = before.scope
            returning b.scope, ceil(extract(epoch from before.free_at - now()) * 1000)::bigint as wait_ms""";

    private static final String HOLD_BACK = """
            insert into budgets (scope, next_at) values ($1, now() + $2 * interval '1 ms')
            on conflict (scope) do update set next_at = greatest(budgets.next_at, excluded.next_at)""";

    /** @param millis how much of the budget's time is wanted */
    record Wanted(String scope, double millis) {}

    private final Pool pool;
    private final Duration patience;
    private final Set<String> made = ConcurrentHashMap.newKeySet();

    BudgetStatement(Pool pool, Duration patience) {
        this.pool = pool;
        this.patience = patience;
    }

    /**
     * For each slice how long until it begins. When that is beyond the patience, nothing was taken. A scope may be
     * asked for once in a call.
     */
    Uni<List<Duration>> take(List<Wanted> slices) {
        String[] scopes = slices.stream().map(Wanted::scope).toArray(String[]::new);
        Double[] millis = slices.stream().map(Wanted::millis).toArray(Double[]::new);
        return make(scopes)
                .chain(() -> pool.preparedQuery(TAKE).execute(Tuple.of(scopes, millis, patience.toMillis())))
                .map(rows -> {
                    Map<String, Duration> waits = new HashMap<>();
                    for (Row row : rows) {
                        waits.put(row.getString("scope"), Duration.ofMillis(row.getLong("wait_ms")));
                    }
                    return slices.stream()
                            .map(slice -> waits.getOrDefault(slice.scope, Duration.ZERO))
                            .toList();
                });
    }

    /** Nobody calls for so long. */
    Uni<Void> holdBack(String scope, Duration pause) {
        return pool.preparedQuery(HOLD_BACK)
                .execute(Tuple.of(scope, pause.toMillis()))
                .replaceWithVoid();
    }

    private Uni<Void> make(String[] scopes) {
        List<String> missing =
                List.of(scopes).stream().filter(scope -> !made.contains(scope)).toList();
        return missing.isEmpty()
                ? Uni.createFrom().voidItem()
                : pool.preparedQuery(MAKE)
                        .execute(Tuple.of(missing.toArray(String[]::new)))
                        .invoke(() -> made.addAll(missing))
                        .replaceWithVoid();
    }
}
