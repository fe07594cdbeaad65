package dev.parley.normalise;

import dev.parley.batch.Columns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;

/** Writes what a batch changed about its chats; times only move forward, null clears nothing, an empty text does. */
final class ChatWriter {
    private static final String UPDATE = """
            with changed as (
                select * from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[],
                    $7::timestamptz[], $8::timestamptz[], $9::boolean[], $10::boolean[], $11::timestamptz[],
                    $12::timestamptz[], $13::timestamptz[], $14::bigint[], $15::boolean[], $16::timestamptz[],
                    $17::timestamptz[])
                    as u (id, username, name, conversation, metadata, inbound, outbound, opened, archived, reachable,
                    delivered, read, asked, added, wakes, delivered_told, read_told)),
            lanes as (
                update chat_lanes l set message_count = l.message_count + u.added,
                    due_at = case when u.wakes then least(l.due_at, now()) else l.due_at end
                from changed u where l.chat_id = u.id and (u.added > 0 or (u.wakes and l.due_at is not null)))
            update chats c set
                participant_username = nullif(coalesce(u.username, c.participant_username), ''),
                participant_name = nullif(coalesce(u.name, c.participant_name), ''),
                external_conversation_id = coalesce(u.conversation, c.external_conversation_id),
                metadata = case when u.metadata is null then c.metadata
                                else jsonb_strip_nulls(coalesce(c.metadata, '{}') || u.metadata::jsonb) end,
                last_inbound_at = greatest(c.last_inbound_at, u.inbound),
                last_outbound_at = greatest(c.last_outbound_at, u.outbound),
                last_message_at = greatest(c.last_message_at, u.inbound, u.outbound),
                window_opened_at = greatest(c.window_opened_at, u.opened),
                archived = coalesce(u.archived, c.archived),
                reachable = coalesce(u.reachable, c.reachable),
                delivered_until = greatest(c.delivered_until, u.delivered),
                read_until = greatest(c.read_until, u.read),
                delivered_told_at = coalesce(u.delivered_told, c.delivered_told_at),
                read_told_at = coalesce(u.read_told, c.read_told_at),
                participant_asked_at = coalesce(u.asked, c.participant_asked_at)
            from changed u where c.id = u.id""";

    private ChatWriter() {}

    static List<Uni<Void>> write(SqlConnection transaction, Batch batch) {
        List<ChatState> chats =
                batch.chats().stream().filter(ChatState::isDirty).toList();
        if (chats.isEmpty()) {
            return List.of();
        }
        Tuple columns = Tuple.tuple()
                .addArrayOfLong(Columns.longs(chats, chat -> chat.id().value()))
                .addArrayOfString(Columns.texts(chats, ChatState::username))
                .addArrayOfString(Columns.texts(chats, ChatState::name))
                .addArrayOfString(Columns.texts(chats, ChatState::conversationId))
                .addArrayOfString(Columns.json(chats, ChatState::metadata))
                .addArrayOfOffsetDateTime(Columns.times(chats, ChatState::inboundAt))
                .addArrayOfOffsetDateTime(Columns.times(chats, ChatState::outboundAt))
                .addArrayOfOffsetDateTime(Columns.times(chats, ChatState::windowOpenedAt))
                .addArrayOfBoolean(Columns.flags(chats, ChatState::archived))
                .addArrayOfBoolean(Columns.flags(chats, ChatState::reachable))
                .addArrayOfOffsetDateTime(
                        Columns.times(chats, chat -> chat.delivered().until()))
                .addArrayOfOffsetDateTime(
                        Columns.times(chats, chat -> chat.read().until()))
                .addArrayOfOffsetDateTime(Columns.times(chats, ChatState::askedNow))
                .addArrayOfLong(Columns.longs(chats, ChatState::added))
                .addArrayOfBoolean(Columns.flags(chats, ChatState::wakesLane))
                .addArrayOfOffsetDateTime(
                        Columns.times(chats, chat -> chat.delivered().toldAt()))
                .addArrayOfOffsetDateTime(
                        Columns.times(chats, chat -> chat.read().toldAt()));
        return List.of(transaction.preparedQuery(UPDATE).execute(columns).replaceWithVoid());
    }
}
