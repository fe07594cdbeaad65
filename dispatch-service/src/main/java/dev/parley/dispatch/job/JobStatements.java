package dev.parley.dispatch.job;

import dev.parley.id.ChatId;
import dev.parley.id.MessageId;
import dev.parley.id.ProfileId;
import dev.parley.inbound.PlatformJob;
import dev.parley.json.Json;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** The queue's statements. A claimed job's {@code due_at} is the end of its lease, so a dead owner's is due again. */
@Singleton
class JobStatements {
    private static final String CLAIM = """
            with due as (
                select id from platform_jobs where kind = $1 and due_at <= now()
                order by due_at limit $2 for update skip locked)
            update platform_jobs j set lease_token = $3, due_at = now() + $4 * interval '1 ms',
                                       attempts = j.attempts + 1
            from due where j.id = due.id
            returning j.id, j.profile_id, j.chat_id, j.message_id, j.payload::text, j.attempts,
                      coalesce(j.expires_at < now(), false) as expired""";

    private static final String REMOVE = "delete from platform_jobs where id = $1 and lease_token = $2";

    private static final String POSTPONE = """
            update platform_jobs set due_at = now() + $3 * interval '1 ms', lease_token = null
            where id = $1 and lease_token = $2""";

    private static final String REPEAT = """
            update platform_jobs set due_at = now() + $3 * interval '1 ms', lease_token = null, attempts = 0
            where id = $1 and lease_token = $2""";

    private static final Logger LOG = Logger.getLogger(JobStatements.class);

    private final Pool pool;

    JobStatements(Pool pool) {
        this.pool = pool;
    }

    Uni<List<Job>> claim(PlatformJob.Kind kind, int limit, Duration lease) {
        UUID token = UUID.randomUUID();
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.of(kind.wireName(), limit, token, lease.toMillis()))
                .flatMap(rows -> {
                    List<Job> jobs = new ArrayList<>();
                    List<Long> unreadable = new ArrayList<>();
                    for (Row row : rows) {
                        try {
                            jobs.add(read(row, token));
                        } catch (RuntimeException broken) {
                            LOG.errorf(broken, "job=%d kind=%s cannot be read, dropped", row.getLong("id"), kind);
                            unreadable.add(row.getLong("id"));
                        }
                    }
                    return drop(unreadable, token).replaceWith(jobs);
                });
    }

    private Uni<Void> drop(List<Long> jobs, UUID token) {
        return Multi.createFrom()
                .iterable(jobs)
                .onItem()
                .transformToUniAndConcatenate(id -> pool.preparedQuery(REMOVE).execute(Tuple.of(id, token)))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    Uni<Void> remove(Job job) {
        return pool.preparedQuery(REMOVE)
                .execute(Tuple.of(job.id(), job.token()))
                .replaceWithVoid();
    }

    Uni<Void> postpone(Job job, Duration wait) {
        return due(POSTPONE, job, wait);
    }

    /** Like a job that is new. */
    Uni<Void> repeat(Job job, Duration wait) {
        return due(REPEAT, job, wait);
    }

    private Uni<Void> due(String statement, Job job, Duration wait) {
        return pool.preparedQuery(statement)
                .execute(Tuple.of(job.id(), job.token(), wait.toMillis()))
                .replaceWithVoid();
    }

    private static Job read(Row row, UUID token) {
        Long chat = row.getLong("chat_id");
        Long message = row.getLong("message_id");
        return new Job(
                row.getLong("id"),
                token,
                new ProfileId(row.getLong("profile_id")),
                chat == null ? null : new ChatId(chat),
                message == null ? null : new MessageId(message),
                Json.read(row.getString("payload")),
                row.getInteger("attempts"),
                row.getBoolean("expired"));
    }
}
