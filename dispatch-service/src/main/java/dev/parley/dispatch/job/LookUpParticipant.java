package dev.parley.dispatch.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.id.ChatId;
import dev.parley.inbound.PlatformJob;
import dev.parley.json.Json;
import dev.parley.node.IdGenerator;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.ParticipantLookup;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Asks who a participant is, and writes it onto the chat. What the platform does not tell stays as it was. */
@Singleton
class LookUpParticipant implements JobWorker {
    private static final Duration DEADLINE = Duration.ofSeconds(15);

    private static final String FIND =
            "select participant_external_id, external_conversation_id from chats where id = $1";

    private static final String LOCK = "select 1 from chat_lanes where chat_id = $1 for update";

    private static final String WRITE = """
            update chats set participant_username = nullif(coalesce($2, participant_username), ''),
                             participant_name = nullif(coalesce($3, participant_name), ''),
                             metadata = coalesce(metadata, '{}') || $4::text::jsonb,
                             participant_asked_at = now()
            where id = $1""";

    private static final String ASK_FOR_AVATAR = """
            insert into platform_jobs (id, kind, priority, profile_id, chat_id, unique_key, payload, expires_at)
            select $2, 'mirror_avatar', 3, profile_id, id, $3, $4::text::jsonb, now() + interval '1 hour'
            from chats where id = $1
            on conflict (unique_key) do update set payload = excluded.payload, expires_at = excluded.expires_at""";

    private final PlatformWork platform;
    private final Pool pool;
    private final IdGenerator ids;

    LookUpParticipant(PlatformWork platform, Pool pool, IdGenerator ids) {
        this.platform = platform;
        this.pool = pool;
        this.ids = ids;
    }

    @Override
    public PlatformJob.Kind kind() {
        return PlatformJob.Kind.LOOK_UP_PARTICIPANT;
    }

    @Override
    public int slots() {
        return 8;
    }

    @Override
    public Uni<JobResult> perform(Job job) {
        ChatId chat = job.chat();
        if (chat == null) {
            return JobWorker.hopeless("a look-up without a chat");
        }
        return platform.with(
                ParticipantLookup.class,
                job,
                (people, profile) -> find(chat)
                        .flatMap(recipient -> recipient
                                .map(known -> people.lookUp(profile, known, DEADLINE)
                                        .flatMap(found -> write(chat, found))
                                        .chain(JobWorker::done))
                                .orElseGet(() -> JobWorker.hopeless("the chat is gone"))));
    }

    private Uni<Optional<OutboundMessage.Recipient>> find(ChatId chat) {
        return pool.preparedQuery(FIND).execute(Tuple.of(chat.value())).map(rows -> {
            for (Row row : rows) {
                return Optional.of(new OutboundMessage.Recipient(row.getString(0), row.getString(1)));
            }
            return Optional.empty();
        });
    }

    private Uni<Void> write(ChatId chat, Optional<ParticipantLookup.Found> found) {
        ObjectNode metadata = Json.object();
        found.ifPresent(known ->
                known.metadata().properties().forEach(member -> metadata.set(member.getKey(), member.getValue())));
        metadata.put(
                "participant_fetched_at",
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        Tuple columns = Tuple.of(
                chat.value(),
                found.map(ParticipantLookup.Found::username).orElse(null),
                found.map(ParticipantLookup.Found::name).orElse(null),
                metadata.toString());
        return pool.withTransaction(transaction -> transaction
                        .preparedQuery(LOCK)
                        .execute(Tuple.of(chat.value()))
                        .chain(() -> transaction.preparedQuery(WRITE).execute(columns))
                        .chain(() -> askForAvatar(transaction, chat, found)))
                .replaceWithVoid();
    }

    /** A job of its own: the name need not wait for the picture. */
    private Uni<Void> askForAvatar(SqlConnection transaction, ChatId chat, Optional<ParticipantLookup.Found> found) {
        JsonNode avatar = found.map(ParticipantLookup.Found::avatar).orElse(null);
        return avatar == null
                ? Uni.createFrom().voidItem()
                : transaction
                        .preparedQuery(ASK_FOR_AVATAR)
                        .execute(Tuple.of(chat.value(), ids.next(), "avatar-of:" + chat, avatar.toString()))
                        .replaceWithVoid();
    }
}
