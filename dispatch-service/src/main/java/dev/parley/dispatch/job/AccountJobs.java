package dev.parley.dispatch.job;

import dev.parley.inbound.PlatformJob;
import dev.parley.node.IdGenerator;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that are due to connected accounts by themselves. An account has at most one of a kind, so any number of
 * dispatchers may write them down at the same time; whoever claims one does it.
 */
@Singleton
public class AccountJobs {
    private static final int AT_ONCE = 500;

    /** Accounts that have no such job yet, and are in want of one. */
    private static final String WRITE = """
            insert into platform_jobs (id, kind, priority, profile_id, unique_key, due_at)
            select ($1::bigint[])[wanting.n], $2, $3, wanting.id, $2 || ':' || wanting.id,
                   now() + random() * $4 * interval '1 ms'
            from (select p.id, row_number() over (order by p.id) as n from profiles p
                  where p.status = 'active' and p.platform = any($5) and %s
                    and not exists (select 1 from platform_jobs j where j.unique_key = $2 || ':' || p.id)
                  order by p.id limit array_length($1::bigint[], 1)) wanting
            on conflict (unique_key) do nothing""";

    private static final String CHECKS = WRITE.formatted("$6::bigint is null");

    private static final String RENEWALS = WRITE.formatted("p.expires_at < now() + $6 * interval '1 ms'");

    private static final String CHECK_NOW = """
            insert into platform_jobs (id, kind, priority, profile_id, unique_key)
            select $1, $2, $3, p.id, $2 || ':' || p.id from profiles p
            where p.platform = $4 and p.external_id = $5 and p.status = 'active'
            on conflict (unique_key) do update set due_at = least(platform_jobs.due_at, now())
            where platform_jobs.lease_token is null""";

    private final Pool pool;
    private final IdGenerator ids;

    AccountJobs(Pool pool, IdGenerator ids) {
        this.pool = pool;
        this.ids = ids;
    }

    /** Each account of these platforms is looked at within the time, not all at once; the check then repeats itself. */
    Uni<Void> checkWithin(Duration time, List<String> platforms) {
        return write(CHECKS, PlatformJob.Kind.CHECK_SUBSCRIPTION, time, platforms, null);
    }

    /** Tokens of the platform that end so soon are renewed now. */
    Uni<Void> renewThoseEndingIn(Duration time, String platform) {
        return write(RENEWALS, PlatformJob.Kind.REFRESH_TOKEN, Duration.ZERO, List.of(platform), time.toMillis());
    }

    /** Has the account's subscription looked at now. */
    public Uni<Void> checkNow(String platform, String externalId) {
        PlatformJob.Kind kind = PlatformJob.Kind.CHECK_SUBSCRIPTION;
        return pool.preparedQuery(CHECK_NOW)
                .execute(Tuple.of(ids.next(), kind.wireName(), kind.priority(), platform, externalId))
                .replaceWithVoid();
    }

    private Uni<Void> write(
            String statement, PlatformJob.Kind kind, Duration spread, List<String> platforms, @Nullable Long limit) {
        Long[] numbers = Stream.generate(ids::next).limit(AT_ONCE).toArray(Long[]::new);
        Tuple parameters = Tuple.tuple()
                .addArrayOfLong(numbers)
                .addString(kind.wireName())
                .addInteger(kind.priority())
                .addDouble((double) spread.toMillis())
                .addArrayOfString(platforms.toArray(String[]::new))
                .addLong(limit);
        return pool.preparedQuery(statement).execute(parameters).replaceWithVoid();
    }
}
