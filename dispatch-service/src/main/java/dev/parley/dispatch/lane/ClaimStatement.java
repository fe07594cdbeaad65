package dev.parley.dispatch.lane;

import dev.parley.id.ChatId;
import dev.parley.id.ProfileId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Hot statement: takes due lanes whose lease is free.
 *
 * <pre>
 *   oldest due lanes | due lanes, profile by profile
 *        └──── lock, skipping locked ────► admit? ──► lease them ──► read their heads
 *                                            └ no: left due, for the next scan
 *   named lanes, admitted before ──► lock and lease in one ──────────────────────┘
 * </pre>
 *
 * A leased lane's {@code due_at} is the end of its lease, so the index of due lanes holds only what is really waiting.
 */
final class ClaimStatement {
    private static final String FREE = " due_at <= now() and (lease_until is null or lease_until <= now()) ";
    private static final String COLUMNS =
            " l.chat_id, l.profile_id, ceil(extract(epoch from l.quiet_until - now()) * 1000)::bigint as quiet_ms ";

    private static final String TO_ITS_OWNER =
            " set lease_token = w.token, lease_until = now() + $3 * interval '1 ms', due_at = now() + $3 * interval '1 ms' ";

    private static final String CLAIM_NAMED = """
            with free as (
                select chat_id, coalesce(quiet_until > now(), false) as quiet from chat_lanes
                where chat_id = any($1) and""" + FREE + """
                order by chat_id for update skip locked),
            leased as (
                update chat_lanes l""" + TO_ITS_OWNER + """
                from free f join unnest($1::bigint[], $2::uuid[]) as w (chat_id, token) on w.chat_id = f.chat_id
                where l.chat_id = f.chat_id and not f.quiet
                returning l.chat_id),
            postponed as (
                update chat_lanes l set due_at = l.quiet_until from free f where l.chat_id = f.chat_id and f.quiet)
            select chat_id from leased""";

    private static final String LOCK_OLDEST = "select" + COLUMNS + "from chat_lanes l where" + FREE
            + "and due_at > now() - $2 * interval '1 ms' order by due_at limit $1 for update skip locked";

    /** Walks the profiles that have anything waiting, and takes of each no more than there is room for. */
    private static final String LOCK_BY_PROFILE = """
            with recursive waiting (profile_id) as (
                (select profile_id from chat_lanes where due_at is not null and profile_id > $1
                 order by profile_id limit 1)
                union all
                select (select l.profile_id from chat_lanes l
                        where l.due_at is not null and l.profile_id > w.profile_id order by l.profile_id limit 1)
                from waiting w where w.profile_id is not null)
            select d.* from waiting w
            left join unnest($2::bigint[], $3::int[]) as room (profile_id, lanes) on room.profile_id = w.profile_id
            cross join lateral (
                select %s from chat_lanes l
                where l.profile_id = w.profile_id and %s
                order by l.due_at limit coalesce(room.lanes, $4) for update skip locked) d
            where w.profile_id is not null limit $5""".formatted(COLUMNS, FREE);

    private static final String LEASE = """
            update chat_lanes l""" + TO_ITS_OWNER + """
            from unnest($1::bigint[], $2::uuid[]) as w (chat_id, token)
            where l.chat_id = w.chat_id
            returning l.chat_id""";

    /** A lane that the network wants quiet for a moment: POST did not know. */
    private static final String POSTPONE =
            "update chat_lanes set due_at = quiet_until where chat_id = any($1) and quiet_until > now()";

    /** Says of a free lane whether this process takes it, and under which lease; null leaves it due. */
    interface Admission extends BiFunction<ChatId, ProfileId, @Nullable Lease> {}

    /** @param head null when nothing is left to send */
    record Claimed(Lease lease, @Nullable Head head) {
        /** A claim without an answer: the lane may be ours, and settling it without a head finds out. */
        static Claimed perhaps(Lease lease) {
            return new Claimed(lease, null);
        }
    }

    /**
     * A scan's result.
     *
     * @param seen free lanes met
     * @param refused free lanes met for which there was no room
     * @param last the last profile met
     */
    record Scan(List<Claimed> claimed, int seen, int refused, long last) {}

    private record Free(ChatId chat, ProfileId profile, long quietMillis) {}

    private final Pool pool;
    private final long leaseMillis;

    ClaimStatement(Pool pool, Duration lease) {
        this.pool = pool;
        this.leaseMillis = lease.toMillis();
    }

    /** Those of the lanes that are due and free. */
    Uni<List<Claimed>> named(Collection<Lease> leases) {
        return pool.withConnection(connection -> lease(connection, CLAIM_NAMED, leases));
    }

    /**
     * The longest waiting.
     *
     * @param lookBack lanes that have been due for longer are not looked at
     */
    Uni<Scan> oldest(int limit, Duration lookBack, Admission admission) {
        return take(LOCK_OLDEST, Tuple.of(limit, lookBack.toMillis()), admission);
    }

    /**
     * Those of each profile for which there is room.
     *
     * @param after the profile to begin behind, so that scans take turns
     * @param room lanes that may be taken of the profiles that are at work
     * @param otherwise lanes that may be taken of any other
     */
    Uni<Scan> byProfile(long after, Map<ProfileId, Integer> room, int otherwise, int limit, Admission admission) {
        Long[] profiles = room.keySet().stream().map(ProfileId::value).toArray(Long[]::new);
        Integer[] lanes = room.values().toArray(Integer[]::new);
        return take(LOCK_BY_PROFILE, Tuple.of(after, profiles, lanes, otherwise, limit), admission);
    }

    private Uni<Scan> take(String lock, Tuple parameters, Admission admission) {
        return pool.withTransaction(transaction -> transaction
                .preparedQuery(lock)
                .execute(parameters)
                .flatMap(rows -> admit(transaction, rows, admission)));
    }

    private Uni<Scan> admit(SqlConnection transaction, RowSet<Row> rows, Admission admission) {
        List<Lease> leases = new ArrayList<>();
        List<Long> quiet = new ArrayList<>();
        int refused = 0;
        long last = 0;
        for (Row row : rows) {
            Free lane = read(row);
            last = lane.profile.value();
            if (lane.quietMillis > 0) {
                quiet.add(lane.chat.value());
                continue;
            }
            Lease lease = admission.apply(lane.chat, lane.profile);
            if (lease == null) {
                refused++;
            } else {
                leases.add(lease);
            }
        }
        Scan without = new Scan(List.of(), rows.size(), refused, last);
        return postpone(transaction, quiet)
                .chain(() -> leases.isEmpty()
                        ? Uni.createFrom().item(List.<Claimed>of())
                        : lease(transaction, LEASE, leases))
                .map(claimed -> new Scan(claimed, without.seen, without.refused, without.last));
    }

    private static Free read(Row row) {
        Long quiet = row.getLong("quiet_ms");
        return new Free(
                new ChatId(row.getLong("chat_id")),
                new ProfileId(row.getLong("profile_id")),
                quiet == null ? 0 : quiet);
    }

    private static Uni<Void> postpone(SqlConnection transaction, List<Long> quiet) {
        return quiet.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction
                        .preparedQuery(POSTPONE)
                        .execute(Tuple.of(quiet.toArray(Long[]::new)))
                        .replaceWithVoid();
    }

    /**
     * Both statements are sent at once. The heads have one of their own, which runs when the lanes are ours: in the
     * snapshot of the other they could be those of an earlier owner.
     */
    private Uni<List<Claimed>> lease(SqlConnection connection, String statement, Collection<Lease> leases) {
        Long[] chats = leases.stream().map(lease -> lease.chat().value()).toArray(Long[]::new);
        UUID[] tokens = leases.stream().map(Lease::token).toArray(UUID[]::new);
        return Uni.combine()
                .all()
                .unis(
                        connection.preparedQuery(statement).execute(Tuple.of(chats, tokens, leaseMillis)),
                        HeadStatement.read(
                                connection, leases.stream().map(Lease::chat).toList()))
                .with((leased, heads) -> claimed(leases, leased, heads));
    }

    private static List<Claimed> claimed(Collection<Lease> leases, RowSet<Row> leased, Map<ChatId, Head> heads) {
        Set<ChatId> ours = new HashSet<>();
        leased.forEach(row -> ours.add(new ChatId(row.getLong(0))));
        return leases.stream()
                .filter(lease -> ours.contains(lease.chat()))
                .map(lease -> new Claimed(lease, heads.get(lease.chat())))
                .toList();
    }
}
