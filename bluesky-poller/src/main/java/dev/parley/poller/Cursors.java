package dev.parley.poller;

import dev.parley.id.ProfileId;
import dev.parley.normalise.SupersededException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where each profile was read up to, who reads it now, and when it is due again. The lease only saves work; what keeps
 * a page from being written twice is that the cursor moves by compare-and-set, in the page's own transaction. A replica
 * that stood still past its lease finds the cursor moved and writes nothing.
 */
@ApplicationScoped
class Cursors {
    /** Due at once: until the first page is read, the platform does not know where we stand. */
    private static final String MAKE = """
            insert into poll_cursors (profile_id)
            select p.id from profiles p
            where p.status = 'active' and p.disconnected_at is null and p.platform = any($1)
              and not exists (select 1 from poll_cursors c where c.profile_id = p.id)
            on conflict (profile_id) do nothing""";

    private static final String CLAIM = """
            with due as (
                select pc.profile_id from poll_cursors pc join profiles p on p.id = pc.profile_id
                where pc.due_at <= now() and (pc.lease_until is null or pc.lease_until < now())
                  and p.status = 'active' and p.disconnected_at is null and p.platform = any($4)
                order by pc.due_at limit $3 for update of pc skip locked)
            update poll_cursors pc set lease_token = $1, lease_until = now() + $2 * interval '1 ms'
            from due where pc.profile_id = due.profile_id
            returning pc.profile_id, pc.cursor, pc.last_seen_at""";

    private static final String MOVE = """
            update poll_cursors set cursor = $3, last_seen_at = case when $4 then now() else last_seen_at end,
                lease_until = case when lease_token = $5 then now() + $6 * interval '1 ms' else lease_until end
            where profile_id = $1 and cursor is not distinct from $2""";

    /** Nobody moves it before this transaction ends. */
    private static final String HOLD = """
            select 1 from poll_cursors where profile_id = $1 and cursor is not distinct from $2 for share""";

    private static final String GIVE_BACK = """
            update poll_cursors set due_at = now() + $3 * interval '1 ms', lease_token = null, lease_until = null
            where profile_id = $1 and lease_token = $2""";

    private final Pool pool;
    private final PollerConfig config;

    Cursors(Pool pool, PollerConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /**
     * A profile that this replica may ask about now.
     *
     * @param cursor null when it was never read
     * @param lastSeen when something last happened there
     */
    record Claim(
            ProfileId profile,
            UUID token,
            @Nullable String cursor,
            @Nullable Instant lastSeen) {}

    /** Where a claim stands after a page. */
    record Step(Claim claim, @Nullable String from, String to, boolean eventful) {}

    /** Every active profile of these platforms has a row. */
    Uni<Void> makeMissing(Collection<String> platforms) {
        return pool.preparedQuery(MAKE)
                .execute(Tuple.of(platforms.toArray(String[]::new)))
                .replaceWithVoid();
    }

    Uni<List<Claim>> claim(int most, Collection<String> platforms) {
        UUID token = UUID.randomUUID();
        Tuple parameters = Tuple.of(token, config.lease().toMillis(), most, platforms.toArray(String[]::new));
        return pool.preparedQuery(CLAIM).execute(parameters).map(rows -> {
            List<Claim> claims = new ArrayList<>();
            for (Row row : rows) {
                OffsetDateTime seen = row.getOffsetDateTime(2);
                claims.add(new Claim(
                        new ProfileId(row.getLong(0)),
                        token,
                        row.getString(1),
                        seen == null ? null : seen.toInstant()));
            }
            return claims;
        });
    }

    /** Fails with {@link SupersededException} when another replica has gone on from the same place. */
    Uni<Void> move(SqlClient client, Step step) {
        Claim claim = step.claim;
        Tuple parameters = Tuple.of(
                claim.profile.value(),
                step.from,
                step.to,
                step.eventful,
                claim.token,
                config.lease().toMillis());
        return only(client.preparedQuery(MOVE).execute(parameters), claim);
    }

    /** For what is written before the cursor moves. Fails in the same way, so that a late page writes nothing at all. */
    Uni<Void> hold(SqlClient client, Step step) {
        Tuple parameters = Tuple.of(step.claim.profile.value(), step.from);
        return only(client.preparedQuery(HOLD).execute(parameters), step.claim);
    }

    private static Uni<Void> only(Uni<RowSet<Row>> statement, Claim claim) {
        return statement
                .invoke(rows -> {
                    if (rows.rowCount() != 1) {
                        throw new SupersededException("the cursor of " + claim.profile + " has moved");
                    }
                })
                .replaceWithVoid();
    }

    /** The same outside of a page's transaction, when nothing was written with it. */
    Uni<Void> move(Step step) {
        return move(pool, step);
    }

    Uni<Void> giveBack(Claim claim, Duration dueIn) {
        return pool.preparedQuery(GIVE_BACK)
                .execute(Tuple.of(claim.profile.value(), claim.token, dueIn.toMillis()))
                .replaceWithVoid();
    }
}
