package dev.parley.dispatch.lane;

import dev.parley.batch.Columns;
import dev.parley.id.MessageId;
import dev.parley.json.Json;
import dev.parley.platform.PlatformError;
import dev.parley.platform.SendOutcome;
import dev.parley.wire.ErrorDetails;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The part of settling that writes messages and their chats. A message that is settled already (an echo was quicker)
 * is left alone; so a status never moves back.
 */
@ApplicationScoped
class SettledMessages {
    /** A send that was stored as somebody else's, because its echo came while nobody knew its id yet. */
    private static final String ABSORB_ECHOES = """
            with gone as (
                delete from messages m using unnest($1::bigint[], $2::text[]) as s (chat_id, external_id)
                where m.chat_id = s.chat_id and m.external_id = s.external_id
                  and m.direction = 'outbound' and m.send_number is null
                returning m.chat_id),
            counted as (select chat_id, count(*) as messages from gone group by chat_id)
            update chat_lanes l set message_count = l.message_count - c.messages
            from counted c where l.chat_id = c.chat_id""";

    /** "Is true" for the same reason as in {@link CallStatement}. */
    private static final String UPDATE_MESSAGES = """
            update messages m set
                status = coalesce(s.status, m.status),
                external_id = coalesce(s.external_id, m.external_id),
                external_posted_at = coalesce(s.sent_at, m.external_posted_at),
                error_message = case when s.status is null then coalesce(s.error, m.error_message) else s.error end,
                error_details = case when s.status is null then coalesce(s.details::jsonb, m.error_details)
                                     else s.details::jsonb end,
                next_attempt_at = now() + s.wait * interval '1 ms',
                calling_since = case when s.call_open then m.calling_since end,
                outcome_unknown = case when s.refund or s.lost_mark then m.outcome_unknown else s.unknown end,
                attempts = m.attempts + case when s.refund and m.calling_since is not null then -1
                                             when s.lost_mark and m.calling_since is null then 1 else 0 end
            from unnest($1::bigint[], $2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::bigint[],
                        $8::boolean[], $9::boolean[], $10::boolean[], $11::boolean[])
                as s (id, status, external_id, sent_at, error, details, wait, call_open, unknown, refund, lost_mark)
            where m.id = s.id and (m.status in ('pending', 'failed_waiting_for_retry')) is true
            returning m.id""";

    private static final String UPDATE_CHATS = """
            update chats c set
                last_outbound_at = greatest(c.last_outbound_at, s.sent_at),
                last_message_at = greatest(c.last_message_at, s.sent_at),
                external_conversation_id = coalesce(s.conversation, c.external_conversation_id)
            from unnest($1::bigint[], $2::timestamptz[], $3::text[]) as s (chat_id, sent_at, conversation)
            where c.id = s.chat_id""";

    private final ReachedParticipants reached;

    SettledMessages(ReachedParticipants reached) {
        this.reached = reached;
    }

    /** Which messages changed; their lanes must be locked. */
    Uni<Set<MessageId>> write(SqlConnection transaction, List<Settlement> settlements) {
        List<Settlement> changes =
                settlements.stream().filter(s -> s.message() != null).toList();
        if (changes.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return Uni.combine()
                .all()
                .unis(absorbEchoes(transaction, changes), updateMessages(transaction, changes))
                .with((absorbed, changed) -> changed);
    }

    /** What the chats learn of their messages; call it with what {@link #write} answered. */
    Uni<Void> writeChats(SqlConnection transaction, List<Settlement> settlements, Set<MessageId> changed) {
        return Uni.combine()
                .all()
                .unis(updateChats(transaction, settlements, changed), reached.write(transaction, settlements))
                .discardItems();
    }

    private static Uni<Void> absorbEchoes(SqlConnection transaction, List<Settlement> changes) {
        List<Settlement> sent = changes.stream().filter(s -> s.sent() != null).toList();
        if (sent.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple parameters = Tuple.of(
                Columns.longs(sent, s -> s.lease().chat().value()),
                Columns.texts(sent, s -> fromSent(s, SendOutcome.Sent::externalId)));
        return transaction.preparedQuery(ABSORB_ECHOES).execute(parameters).replaceWithVoid();
    }

    private static Uni<Set<MessageId>> updateMessages(SqlConnection transaction, List<Settlement> changes) {
        Tuple parameters = Tuple.tuple()
                .addArrayOfLong(Columns.longs(
                        changes, s -> Objects.requireNonNull(s.message()).value()))
                .addArrayOfString(Columns.texts(changes, Settlement::status))
                .addArrayOfString(Columns.texts(changes, s -> fromSent(s, SendOutcome.Sent::externalId)))
                .addArrayOfOffsetDateTime(Columns.times(changes, Settlement::sentAt))
                .addArrayOfString(Columns.texts(
                        changes, s -> s.error() == null ? null : s.error().message()))
                .addArrayOfString(Columns.texts(changes, s -> details(s.error())))
                .addArrayOfLong(Columns.longs(changes, SettledMessages::waitMillis))
                .addArrayOfBoolean(Columns.flags(changes, Settlement::leavesCallOpen))
                .addArrayOfBoolean(Columns.flags(changes, Settlement::leavesOutcomeUnknown))
                .addArrayOfBoolean(Columns.flags(changes, Settlement::takesAttemptBack))
                .addArrayOfBoolean(Columns.flags(changes, Settlement::countsLostMark));
        return transaction.preparedQuery(UPDATE_MESSAGES).execute(parameters).map(rows -> {
            Set<MessageId> changed = new HashSet<>();
            for (Row row : rows) {
                changed.add(new MessageId(row.getLong(0)));
            }
            return changed;
        });
    }

    private static Uni<Void> updateChats(SqlConnection transaction, List<Settlement> changes, Set<MessageId> changed) {
        List<Settlement> published = changes.stream()
                .filter(s -> s.sentAt() != null && changed.contains(s.message()))
                .toList();
        if (published.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple parameters = Tuple.of(
                Columns.longs(published, s -> s.lease().chat().value()),
                Columns.times(published, Settlement::sentAt),
                Columns.texts(published, s -> fromSent(s, SendOutcome.Sent::conversationId)));
        return transaction.preparedQuery(UPDATE_CHATS).execute(parameters).replaceWithVoid();
    }

    private static @Nullable String fromSent(
            Settlement settlement, Function<SendOutcome.Sent, @Nullable String> column) {
        SendOutcome.Sent sent = settlement.sent();
        return sent == null ? null : column.apply(sent);
    }

    private static @Nullable String details(@Nullable PlatformError error) {
        return error == null
                ? null
                : Json.write(new ErrorDetails(error.code(), error.subcode(), error.message(), error.note()));
    }

    private static @Nullable Long waitMillis(Settlement settlement) {
        Duration wait = settlement.nextTryIn();
        return wait == null ? null : wait.toMillis();
    }
}
