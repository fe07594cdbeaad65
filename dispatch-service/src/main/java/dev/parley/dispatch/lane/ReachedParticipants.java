package dev.parley.dispatch.lane;

import dev.parley.inbound.CommentChat;
import dev.parley.inbound.PlatformJob;
import dev.parley.node.IdGenerator;
import dev.parley.platform.SendOutcome;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a private reply names the person it reached. Where the chat goes by another id, a job puts that right:
 * here only this chat's lane is locked, and the person's own chat, if there is one, must be locked in its order.
 */
@Singleton
class ReachedParticipants {
    private static final String ASK = """
            insert into platform_jobs (id, kind, priority, profile_id, unique_key, payload)
            select j.id, $5, $6, c.profile_id, j.unique_key, j.payload::jsonb
            from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[]) as j (id, chat_id, unique_key, payload)
            join chats c on c.id = j.chat_id
            where c.participant_external_id <> j.payload::jsonb ->> 'participant_external_id'
            order by j.unique_key on conflict (unique_key) do nothing""";

    private final IdGenerator ids;

    ReachedParticipants(IdGenerator ids) {
        this.ids = ids;
    }

    Uni<Void> write(SqlConnection transaction, List<Settlement> published) {
        List<Settlement> taught = published.stream()
                .filter(settlement -> participant(settlement) != null)
                .toList();
        if (taught.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Long[] numbers = new Long[taught.size()];
        Long[] chats = new Long[taught.size()];
        String[] keys = new String[taught.size()];
        String[] payloads = new String[taught.size()];
        for (int i = 0; i < numbers.length; i++) {
            Lease lease = taught.get(i).lease();
            PlatformJob job = CommentChat.merge(lease.chat(), Objects.requireNonNull(participant(taught.get(i))));
            numbers[i] = ids.next();
            chats[i] = lease.chat().value();
            keys[i] = job.keyWithin(lease.profile());
            payloads[i] = job.payload().toString();
        }
        Tuple columns = Tuple.tuple()
                .addArrayOfLong(numbers)
                .addArrayOfLong(chats)
                .addArrayOfString(keys)
                .addArrayOfString(payloads)
                .addString(PlatformJob.Kind.MERGE_CHAT.wireName())
                .addInteger(PlatformJob.Kind.MERGE_CHAT.priority());
        return transaction.preparedQuery(ASK).execute(columns).replaceWithVoid();
    }

    private static @Nullable String participant(Settlement settlement) {
        SendOutcome.Sent sent = settlement.sent();
        return sent == null ? null : sent.participantId();
    }
}
