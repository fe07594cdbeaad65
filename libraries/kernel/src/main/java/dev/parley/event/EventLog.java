package dev.parley.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.batch.Columns;
import dev.parley.id.ChatId;
import dev.parley.id.EventId;
import dev.parley.id.Id;
import dev.parley.json.Json;
import dev.parley.node.IdGenerator;
import dev.parley.topic.EventRecord;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes events in the transaction that makes the change, together with their outbox rows.
 *
 * <pre>
 *   drafts ──► take sequences (one per chat and draft, gap-free) ──► insert events + outbox ──► records
 *                                                                                   after commit: EventRelay.publish
 * </pre>
 *
 * The caller must already hold the lane rows of the chats concerned (locks in one order: lanes first, by chat id).
 */
@ApplicationScoped
public class EventLog {
    private static final String TAKE_SEQUENCES = """
            update chat_lanes l set next_event = l.next_event + wanted.n
            from unnest($1::bigint[], $2::bigint[]) as wanted(chat_id, n)
            where l.chat_id = wanted.chat_id
            returning l.chat_id, l.next_event - wanted.n""";

    private static final String INSERT = """
            with written as (
                insert into events (id, account_id, profile_group_id, profile_id, chat_id, sequence, type, envelope, created_at,
                                    platform, occurred_at, traceparent)
                select e.id, e.account, e.grp, e.profile, e.chat, e.sequence, e.type, e.envelope::json, e.at,
                       e.platform, e.occurred, e.trace
                from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[],
                            $7::text[], $8::text[], $9::timestamptz[], $10::text[], $11::timestamptz[], $12::text[])
                     as e (id, account, grp, profile, chat, sequence, type, envelope, at, platform, occurred, trace)
                returning id)
            insert into outbox (event_id) select id from written""";

    private final IdGenerator ids;

    public EventLog(IdGenerator ids) {
        this.ids = ids;
    }

    /** The written events in the order of their drafts, to be published once the transaction has committed. */
    public Uni<List<EventRecord>> append(SqlConnection transaction, List<EventDraft> drafts) {
        if (drafts.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return takeSequences(transaction, drafts).flatMap(next -> insert(transaction, number(drafts, next)));
    }

    private record Numbered(
            EventDraft draft, EventId id, @Nullable Long sequence, Instant at) {
        String envelope() {
            ObjectNode envelope = Json.object();
            envelope.put("id", id.toString());
            envelope.put("object", "event");
            envelope.put("type", draft.type().wireName());
            envelope.put("created_at", at.toString());
            envelope.put("sequence", sequence);
            envelope.put("profile_id", text(draft.profile()));
            envelope.put("chat_id", text(draft.chat()));
            envelope.set("data", draft.data());
            return envelope.toString();
        }

        EventRecord asRecord(String envelope) {
            return new EventRecord(
                    EventRecord.VERSION,
                    id.toString(),
                    draft.account().toString(),
                    text(draft.group()),
                    text(draft.profile()),
                    text(draft.chat()),
                    sequence,
                    draft.type().wireName(),
                    draft.cause(),
                    envelope);
        }
    }

    private static Uni<Map<Long, Long>> takeSequences(SqlConnection transaction, List<EventDraft> drafts) {
        Map<Long, Long> wanted = new HashMap<>();
        for (EventDraft draft : drafts) {
            ChatId chat = draft.chat();
            if (chat != null) {
                wanted.merge(chat.value(), 1L, Long::sum);
            }
        }
        if (wanted.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        Long[] chats = wanted.keySet().toArray(Long[]::new);
        Long[] counts = wanted.values().toArray(Long[]::new);
        return transaction
                .preparedQuery(TAKE_SEQUENCES)
                .execute(Tuple.of(chats, counts))
                .map(rows -> {
                    Map<Long, Long> first = new HashMap<>();
                    for (Row row : rows) {
                        first.put(row.getLong(0), row.getLong(1));
                    }
                    return first;
                });
    }

    private List<Numbered> number(List<EventDraft> drafts, Map<Long, Long> nextPerChat) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Map<Long, Long> next = new HashMap<>(nextPerChat);
        List<Numbered> numbered = new ArrayList<>(drafts.size());
        for (EventDraft draft : drafts) {
            numbered.add(new Numbered(draft, new EventId(ids.next()), sequenceOf(draft, next), now));
        }
        return numbered;
    }

    private static @Nullable Long sequenceOf(EventDraft draft, Map<Long, Long> next) {
        ChatId chat = draft.chat();
        if (chat == null) {
            return null;
        }
        Long sequence = next.get(chat.value());
        if (sequence == null) {
            throw new IllegalStateException("no lane for " + chat);
        }
        next.put(chat.value(), sequence + 1);
        return sequence;
    }

    private static Uni<List<EventRecord>> insert(SqlConnection transaction, List<Numbered> events) {
        String[] envelopes = events.stream().map(Numbered::envelope).toArray(String[]::new);
        Tuple columns = Tuple.tuple()
                .addArrayOfLong(Columns.longs(events, event -> event.id.value()))
                .addArrayOfLong(
                        Columns.longs(events, event -> event.draft.account().value()))
                .addArrayOfLong(Columns.longs(events, event -> value(event.draft.group())))
                .addArrayOfLong(Columns.longs(events, event -> value(event.draft.profile())))
                .addArrayOfLong(Columns.longs(events, event -> value(event.draft.chat())))
                .addArrayOfLong(Columns.longs(events, Numbered::sequence))
                .addArrayOfString(
                        Columns.texts(events, event -> event.draft.type().wireName()))
                .addArrayOfString(envelopes)
                .addArrayOfOffsetDateTime(Columns.times(events, Numbered::at))
                .addArrayOfString(
                        Columns.texts(events, event -> event.draft.cause().platform()))
                .addArrayOfOffsetDateTime(
                        Columns.times(events, event -> event.draft.cause().occurredAt()))
                .addArrayOfString(
                        Columns.texts(events, event -> event.draft.cause().traceparent()));
        return transaction.preparedQuery(INSERT).execute(columns).map(written -> {
            List<EventRecord> records = new ArrayList<>(events.size());
            for (int i = 0; i < envelopes.length; i++) {
                records.add(events.get(i).asRecord(envelopes[i]));
            }
            return records;
        });
    }

    private static @Nullable String text(@Nullable Id id) {
        return id == null ? null : id.toString();
    }

    private static @Nullable Long value(@Nullable Id id) {
        return id == null ? null : id.value();
    }
}
