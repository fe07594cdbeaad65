package dev.parley.normalise;

import dev.parley.batch.Columns;
import dev.parley.node.IdGenerator;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;

/** Writes the work that dispatch has to do because of a batch. */
final class JobWriter {
    private static final String INSERT = """
            insert into platform_jobs (id, kind, priority, profile_id, chat_id, message_id, unique_key, payload, expires_at)
            select j.id, j.kind, j.priority, j.profile_id, j.chat_id, j.message_id, j.unique_key, j.payload::jsonb, j.expires
            from unnest($1::bigint[], $2::text[], $3::smallint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::text[],
                $8::text[], $9::timestamptz[])
                as j (id, kind, priority, profile_id, chat_id, message_id, unique_key, payload, expires)
            order by j.unique_key
            on conflict (unique_key) do nothing""";

    private JobWriter() {}

    static List<Uni<Void>> write(SqlConnection transaction, Batch batch, IdGenerator ids) {
        List<Batch.Job> jobs = batch.jobs();
        if (jobs.isEmpty()) {
            return List.of();
        }
        Tuple columns = Tuple.tuple()
                .addArrayOfLong(Columns.longs(jobs, job -> ids.next()))
                .addArrayOfString(Columns.texts(jobs, job -> job.job().kind().wireName()))
                .addArrayOfShort(jobs.stream()
                        .map(job -> (short) job.job().kind().priority())
                        .toArray(Short[]::new))
                .addArrayOfLong(Columns.longs(jobs, job -> job.profile().id().value()))
                .addArrayOfLong(Columns.longs(jobs, Batch.Job::chatId))
                .addArrayOfLong(Columns.longs(jobs, Batch.Job::messageId))
                .addArrayOfString(Columns.texts(
                        jobs, job -> job.job().keyWithin(job.profile().id())))
                .addArrayOfString(Columns.json(jobs, job -> job.job().payload()))
                .addArrayOfOffsetDateTime(Columns.times(jobs, job -> job.job().expiresAt()));
        return List.of(transaction.preparedQuery(INSERT).execute(columns).replaceWithVoid());
    }
}
