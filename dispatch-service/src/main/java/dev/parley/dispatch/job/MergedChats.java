package dev.parley.dispatch.job;

import dev.parley.id.ChatId;
import dev.parley.id.ProfileId;
import dev.parley.node.IdGenerator;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * The statements that make one chat of two. Whoever found the younger one before finds no lane any more and looks again;
 * its id keeps resolving ({@code chat_aliases}).
 */
@Singleton
class MergedChats {
    private static final String UNSETTLED = "('pending', 'failed_waiting_for_retry')";

    /** The chat under its present id, and the one the participant has; the older first. Locks their lanes. */
    private static final String STANDING = """
            with wanted as (
                select id from chats
                where id = coalesce((select chat_id from chat_aliases where alias_id = $1), $1) and profile_id = $2
                union
                select id from chats where profile_id = $2 and participant_external_id = $3),
            locked as (
                select l.chat_id, coalesce(l.lease_until > now(), false) as held
                from chat_lanes l join wanted w on w.id = l.chat_id order by l.chat_id for update of l)
            select c.id, c.participant_external_id, l.held
            from locked l join chats c on c.id = l.chat_id order by c.created_at, c.id""";

    private static final String RENAME = "update chats set participant_external_id = $2 where id = $1";

    private static final String LOOK_UP = """
            insert into platform_jobs (id, kind, priority, profile_id, chat_id, unique_key, payload)
            select $2, 'look_up_participant', 2, profile_id, id, $3, '{}' from chats where id = $1
            on conflict (unique_key) do nothing""";

    private static final String ALIAS = """
            with moved as (update chat_aliases set chat_id = $1 where chat_id = $2)
            insert into chat_aliases (alias_id, chat_id) values ($2, $1)""";

    /** An echo that came into the one chat while the send it belongs to was settled in the other. */
    private static final String ABSORB_ECHOES = """
            delete from messages echo using messages sent
            where echo.chat_id in ($1, $2) and echo.direction = 'outbound' and echo.send_number is null
              and sent.chat_id in ($1, $2) and sent.send_number is not null and sent.external_id = echo.external_id""";

    /** What waits to be sent waits behind what waits in the older chat. */
    private static final String MOVE_MESSAGES = """
            with waiting as (
                select id, row_number() over (order by send_number) - 1 as place from messages
                where chat_id = $2 and status in %1$s),
            lane as (
                update chat_lanes older set
                    next_send = older.next_send + (select count(*) from waiting),
                    due_at = least(older.due_at, younger.due_at),
                    quiet_until = greatest(older.quiet_until, younger.quiet_until),
                    message_count = older.message_count + younger.message_count - $3
                from chat_lanes younger where older.chat_id = $1 and younger.chat_id = $2
                returning older.next_send - (select count(*) from waiting) as next_send)
            update messages m set chat_id = $1, send_number = coalesce(
                (select lane.next_send + waiting.place from lane, waiting where waiting.id = m.id), m.send_number)
            where m.chat_id = $2""".formatted(UNSETTLED);

    private static final String MOVE_EARLY = "update early_events set chat_id = $1 where chat_id = $2";
    private static final String MOVE_JOBS = "update platform_jobs set chat_id = $1 where chat_id = $2";
    private static final String DROP_LANE = "delete from chat_lanes where chat_id = $1";

    /** What the older chat knows stays. */
    private static final String FOLD_CHATS = """
            with gone as (delete from chats where id = $2 returning *)
            update chats c set
                participant_external_id = $3,
                participant_username = coalesce(c.participant_username, g.participant_username),
                participant_name = coalesce(c.participant_name, g.participant_name),
                participant_avatar_url = coalesce(c.participant_avatar_url, g.participant_avatar_url),
                external_conversation_id = coalesce(c.external_conversation_id, g.external_conversation_id),
                last_inbound_at = greatest(c.last_inbound_at, g.last_inbound_at),
                last_outbound_at = greatest(c.last_outbound_at, g.last_outbound_at),
                last_message_at = greatest(c.last_message_at, g.last_message_at),
                window_opened_at = greatest(c.window_opened_at, g.window_opened_at),
                delivered_until = greatest(c.delivered_until, g.delivered_until),
                read_until = greatest(c.read_until, g.read_until),
                delivered_told_at = greatest(c.delivered_told_at, g.delivered_told_at),
                read_told_at = greatest(c.read_told_at, g.read_told_at),
                participant_asked_at = greatest(c.participant_asked_at, g.participant_asked_at),
                metadata = nullif(coalesce(g.metadata, '{}') || coalesce(c.metadata, '{}'), '{}'),
                archived = c.archived or g.archived,
                reachable = c.reachable and g.reachable
            from gone g where c.id = $1""";

    private final IdGenerator ids;

    MergedChats(IdGenerator ids) {
        this.ids = ids;
    }

    /** @param isHeld whether a dispatcher is at work in it */
    record Standing(ChatId id, String participant, boolean isHeld) {}

    /** One or two chats, the older first; none when the chat is gone. */
    Uni<List<Standing>> standing(SqlConnection transaction, ProfileId profile, ChatId chat, String participant) {
        return transaction
                .preparedQuery(STANDING)
                .execute(Tuple.of(chat.value(), profile.value(), participant))
                .map(rows -> {
                    List<Standing> found = new ArrayList<>();
                    for (Row row : rows) {
                        found.add(new Standing(new ChatId(row.getLong(0)), row.getString(1), row.getBoolean(2)));
                    }
                    return found;
                });
    }

    /** Fails when somebody else makes the participant's chat at the same time; then there are two to merge. */
    Uni<Void> rename(SqlConnection transaction, ChatId chat, String participant) {
        return transaction
                .preparedQuery(RENAME)
                .execute(Tuple.of(chat.value(), participant))
                .chain(() -> lookUp(transaction, chat));
    }

    /** Both lanes must be locked, and the younger one's free. */
    Uni<Void> merge(SqlConnection transaction, ChatId older, ChatId younger, String participant) {
        Tuple both = Tuple.of(older.value(), younger.value());
        return transaction
                .preparedQuery(ALIAS)
                .execute(both)
                .chain(() -> transaction.preparedQuery(ABSORB_ECHOES).execute(both))
                .chain(absorbed -> transaction
                        .preparedQuery(MOVE_MESSAGES)
                        .execute(Tuple.of(older.value(), younger.value(), (long) absorbed.rowCount())))
                .chain(() -> transaction.preparedQuery(MOVE_EARLY).execute(both))
                .chain(() -> transaction.preparedQuery(MOVE_JOBS).execute(both))
                .chain(() -> transaction.preparedQuery(DROP_LANE).execute(Tuple.of(younger.value())))
                .chain(() -> transaction
                        .preparedQuery(FOLD_CHATS)
                        .execute(Tuple.of(older.value(), younger.value(), participant)))
                .chain(() -> lookUp(transaction, older));
    }

    private Uni<Void> lookUp(SqlConnection transaction, ChatId chat) {
        return transaction
                .preparedQuery(LOOK_UP)
                .execute(Tuple.of(chat.value(), ids.next(), "participant-of:" + chat))
                .replaceWithVoid();
    }
}
