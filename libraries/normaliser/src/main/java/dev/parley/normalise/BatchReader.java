package dev.parley.normalise;

import dev.parley.batch.Columns;
import dev.parley.id.ChatId;
import dev.parley.id.MessageId;
import dev.parley.inbound.InboundEvent.Covered;
import dev.parley.message.ChatRows;
import dev.parley.message.MessageRows;
import dev.parley.normalise.MessageState.Call;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Locks the lanes of a batch and reads what it is about: a fixed number of statements, sent down the connection
 * without waiting for each other's answers.
 */
final class BatchReader {
    private static final int MESSAGES_PER_RECEIPTS = 200;

    private static final String LOCK_LANES =
            "select chat_id from chat_lanes where chat_id = any($1) order by chat_id for update";

    private static final String CHATS = "select " + ChatRows.COLUMNS
            + ", c.delivered_until, c.delivered_told_at, c.read_until, c.read_told_at, c.participant_asked_at from chats c where c.id = any($1)";

    private static final String MESSAGE_COLUMNS =
            MessageRows.COLUMNS + ", m.announce_at, m.calling_since, m.outcome_unknown, m.edit_number";

    private static final String MESSAGES = "select " + MESSAGE_COLUMNS + "\n" + """
            from messages m where m.id in (
                select known.id from unnest($1::bigint[], $2::text[]) as wanted (chat_id, external_id)
                join messages known on known.chat_id = wanted.chat_id and known.external_id = wanted.external_id
                union all
                select unnest($3::bigint[])
                union all
                select open.id from messages open where open.chat_id = any($4)
                and open.status in ('pending', 'failed_waiting_for_retry') and open.calling_since is not null
                union all
                select unsure.id from messages unsure where unsure.chat_id = any($4) and unsure.outcome_unknown)""";

    private static final String PARKED =
            "select id, chat_id, external_id, kind, payload::text from early_events where chat_id = any($1) order by id";

    /** Only what lies between the old watermark and the new one, and only what has no stamp yet. */
    private static final String COVERED = "select " + MESSAGE_COLUMNS + "\n" + """
            from unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::boolean[]) as r (chat_id, until, up_to, read)
            join chats c on c.id = r.chat_id
            cross join lateral (
                select * from messages o
                where o.chat_id = r.chat_id and o.direction = 'outbound' and o.status = 'published'
                  and o.sort_at > coalesce(case when r.read then c.read_until else c.delivered_until end, '-infinity')
                  and o.sort_at <= coalesce(r.until, (select u.sort_at from messages u
                                                      where u.chat_id = r.chat_id and u.external_id = r.up_to))
                  and (case when r.read then o.external_read_at else o.external_delivered_at end) is null
                order by o.sort_at limit $5) m""";

    private final SqlConnection transaction;
    private final LookupSet wanted;
    private final Batch batch;
    private final Map<Long, ChatState> chats = new HashMap<>();

    private BatchReader(SqlConnection transaction, LookupSet wanted, Batch batch) {
        this.transaction = transaction;
        this.wanted = wanted;
        this.batch = batch;
    }

    /** Fails with {@link ChatsMovedException} when a chat has gone since it was found. */
    static Uni<Void> read(SqlConnection transaction, LookupSet wanted, Batch batch) {
        return new BatchReader(transaction, wanted, batch).readAll();
    }

    private Uni<Void> readAll() {
        if (wanted.chats().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple chatIds = Tuple.of(wanted.chatIds());
        List<Uni<RowSet<Row>>> statements = new ArrayList<>();
        statements.add(transaction.preparedQuery(LOCK_LANES).execute(chatIds).invoke(this::checkLanes));
        statements.add(transaction.preparedQuery(CHATS).execute(chatIds).invoke(this::addChats));
        statements.add(
                transaction.preparedQuery(MESSAGES).execute(messagesWanted()).invoke(this::addMessages));
        statements.add(transaction.preparedQuery(PARKED).execute(chatIds).invoke(this::addParked));
        if (!wanted.receipts().isEmpty()) {
            statements.add(
                    transaction.preparedQuery(COVERED).execute(receipts()).invoke(this::addCovered));
        }
        return Uni.combine().all().unis(statements).discardItems();
    }

    private void checkLanes(RowSet<Row> lanes) {
        if (lanes.size() != wanted.chats().size()) {
            throw new ChatsMovedException(lanes.size() + " of " + wanted.chats().size() + " lanes are there");
        }
    }

    private void addChats(RowSet<Row> rows) {
        for (Row row : rows) {
            ChatId id = new ChatId(row.getLong("id"));
            LookupSet.Owner owner = wanted.chats().get(id);
            if (owner == null) {
                throw new IllegalStateException("nobody asked for " + id);
            }
            ChatState chat = new ChatState(
                    owner.profile(),
                    owner.rules(),
                    id,
                    ChatRows.read(row, owner.rules().chat()),
                    time(row, "participant_asked_at"));
            chat.covered(
                    new Watermark(time(row, "delivered_until"), time(row, "delivered_told_at")),
                    new Watermark(time(row, "read_until"), time(row, "read_told_at")));
            chats.put(id.value(), chat);
            batch.add(chat);
        }
        if (chats.size() != wanted.chats().size()) {
            throw new ChatsMovedException("a chat has gone");
        }
    }

    private Tuple messagesWanted() {
        return Tuple.of(
                Columns.longs(wanted.messages(), LookupSet.ByExternalId::chat),
                Columns.texts(wanted.messages(), LookupSet.ByExternalId::externalId),
                wanted.ourMessages(),
                wanted.chatsWithEchoes());
    }

    private Tuple receipts() {
        List<LookupSet.Receipt> receipts = wanted.receipts();
        return Tuple.tuple()
                .addArrayOfLong(Columns.longs(receipts, LookupSet.Receipt::chat))
                .addArrayOfOffsetDateTime(Columns.times(
                        receipts,
                        one -> one.receipt().covered() instanceof Covered.Until until ? until.watermark() : null))
                .addArrayOfString(Columns.texts(
                        receipts,
                        one -> one.receipt().covered() instanceof Covered.UpTo upTo ? upTo.messageExternalId() : null))
                .addArrayOfBoolean(Columns.flags(receipts, one -> one.receipt().read()))
                .addInteger(perReceipt());
    }

    private int perReceipt() {
        return Math.max(4, MESSAGES_PER_RECEIPTS / wanted.receipts().size());
    }

    private void addMessages(RowSet<Row> rows) {
        for (Row row : rows) {
            ChatState chat = chats.get(row.getLong("chat_id"));
            MessageId id = new MessageId(row.getLong("id"));
            if (chat != null && chat.message(id).isEmpty()) {
                MessageState stored = MessageState.stored(
                        id, MessageRows.read(row), call(row), time(row, "calling_since"), time(row, "announce_at"));
                chat.add(stored.editedAs(row.getLong("edit_number")));
            }
        }
    }

    /** As many as were asked for: there may be more. */
    private void addCovered(RowSet<Row> rows) {
        addMessages(rows);
        Map<Long, Integer> perChat = new HashMap<>();
        for (Row row : rows) {
            perChat.merge(row.getLong("chat_id"), 1, Integer::sum);
        }
        perChat.forEach((chat, covered) -> {
            ChatState state = chats.get(chat);
            if (state != null && covered >= perReceipt()) {
                batch.overfull(state);
            }
        });
    }

    private void addParked(RowSet<Row> rows) {
        for (Row row : rows) {
            ChatState chat = chats.get(row.getLong(1));
            if (chat != null) {
                chat.park(PendingEvent.read(row.getLong(0), row.getString(2), row.getString(3), row.getString(4)));
            }
        }
    }

    private static Call call(Row row) {
        String status = row.getString("status");
        boolean unsettled = status.equals("pending") || status.equals("failed_waiting_for_retry");
        if (row.getBoolean("outcome_unknown")) {
            return unsettled ? Call.ASKED_FOR : status.equals("failed") ? Call.GIVEN_UP : Call.ENDED;
        }
        return unsettled && row.getOffsetDateTime("calling_since") != null ? Call.UNDER_WAY : Call.ENDED;
    }

    private static @Nullable Instant time(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
