package dev.parley.normalise;

import dev.parley.database.DatabaseFailure;
import dev.parley.event.EventData;
import dev.parley.event.EventDraft;
import dev.parley.event.EventLog;
import dev.parley.event.EventRelay;
import dev.parley.event.EventType;
import dev.parley.id.ChatId;
import dev.parley.id.MessageId;
import dev.parley.id.ProfileId;
import dev.parley.message.MessageReader;
import dev.parley.profile.ProfileDirectory;
import dev.parley.topic.Cause;
import dev.parley.topic.EventRecord;
import dev.parley.wire.Message;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Tells of messages with media once: when all their media are stored, or ten seconds after they came.
 *
 * <pre>
 *   message with media ──► announce_at = now + 10 s ──┬─► mirroring ends: {@link #announce}
 *                                                     ├─► time is up: {@link #announceOverdue}
 *                                                     └─► edited or taken back: the normaliser tells it first
 * </pre>
 *
 * Whoever sets {@code announce_at} back to null writes the event, in the same transaction, with the sequence and the
 * content of that moment.
 */
@ApplicationScoped
public class DelayedMessageEvents {
    private static final int MOST_AT_ONCE = 200;

    private static final String COMPLETE = """
            select m.id, m.chat_id from messages m where m.id = any($1) and m.announce_at is not null
            and not exists (select 1 from attachments a where a.message_id = m.id and a.status = 'pending')""";

    private static final String OVERDUE =
            "select id, chat_id from messages where announce_at <= now() order by announce_at limit $1";

    private static final String LOCK_LANES =
            "select chat_id from chat_lanes where chat_id = any($1) order by chat_id for update";

    private static final String TAKE = """
            update messages set announce_at = null where id = any($1) and announce_at is not null
            returning id, chat_id, profile_id, traceparent""";

    private final Pool pool;
    private final ProfileDirectory profiles;
    private final EventLog events;
    private final EventRelay relay;

    public DelayedMessageEvents(Pool pool, ProfileDirectory profiles, EventLog events, EventRelay relay) {
        this.pool = pool;
        this.profiles = profiles;
        this.events = events;
        this.relay = relay;
    }

    /** Tells of those messages that have nothing pending any more; call it after mirroring has been committed. */
    public Uni<Void> announce(Collection<MessageId> messages) {
        Long[] numbers = messages.stream().map(MessageId::value).toArray(Long[]::new);
        return pool.preparedQuery(COMPLETE)
                .execute(Tuple.of(numbers))
                .flatMap(this::tell)
                .replaceWithVoid();
    }

    /** For a sweep: how many were told because their time was up. */
    public Uni<Integer> announceOverdue() {
        return pool.preparedQuery(OVERDUE)
                .execute(Tuple.of(MOST_AT_ONCE))
                .flatMap(this::tell)
                .map(List::size);
    }

    private Uni<List<EventRecord>> tell(RowSet<Row> due) {
        if (due.size() == 0) {
            return Uni.createFrom().item(List.of());
        }
        TreeSet<Long> chats = new TreeSet<>();
        List<Long> messages = new ArrayList<>();
        for (Row row : due) {
            messages.add(row.getLong(0));
            chats.add(row.getLong(1));
        }
        return pool.withTransaction(
                        transaction -> tell(transaction, chats.toArray(Long[]::new), messages.toArray(Long[]::new)))
                .onFailure(DatabaseFailure::isConflict)
                .retry()
                .atMost(3)
                .invoke(relay::publish);
    }

    private Uni<List<EventRecord>> tell(SqlConnection transaction, Long[] chats, Long[] messages) {
        return transaction
                .preparedQuery(LOCK_LANES)
                .execute(Tuple.of(chats))
                .chain(() -> transaction.preparedQuery(TAKE).execute(Tuple.of(messages)))
                .flatMap(taken -> drafts(transaction, taken))
                .flatMap(drafts -> events.append(transaction, drafts));
    }

    private Uni<List<EventDraft>> drafts(SqlConnection transaction, RowSet<Row> taken) {
        List<Row> rows = new ArrayList<>();
        taken.forEach(rows::add);
        return MessageReader.read(
                        transaction,
                        rows.stream().map(row -> new MessageId(row.getLong(0))).toList())
                .flatMap(snapshots -> Multi.createFrom()
                        .iterable(rows)
                        .onItem()
                        .transformToUniAndConcatenate(row -> draft(row, snapshots))
                        .collect()
                        .asList());
    }

    private Uni<EventDraft> draft(Row row, Map<MessageId, Message> snapshots) {
        Message message = Objects.requireNonNull(snapshots.get(new MessageId(row.getLong(0))));
        return profiles.find(new ProfileId(row.getLong(2)))
                .map(Optional::orElseThrow)
                .map(profile -> EventDraft.inChat(
                                EventType.MESSAGE_RECEIVED,
                                profile,
                                new ChatId(row.getLong(1)),
                                EventData.ofMessage(message))
                        .because(new Cause(profile.platform(), message.externalPostedAt(), row.getString(3))));
    }
}
