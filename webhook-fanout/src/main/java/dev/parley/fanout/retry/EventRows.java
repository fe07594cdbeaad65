package dev.parley.fanout.retry;

import dev.parley.batch.Columns;
import dev.parley.fanout.delivery.Event;
import dev.parley.id.AccountId;
import dev.parley.id.ChatId;
import dev.parley.id.GroupId;
import dev.parley.id.Id;
import dev.parley.id.ProfileId;
import dev.parley.topic.EventRecord;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure that events have rows. Normally they do: the transaction that made the change wrote them. A record fed to
 * the topic directly has none, and gets one only when a delivery of it must be stored.
 */
@ApplicationScoped
public class EventRows {
    private static final String MISSING = """
            select asked.id from unnest($1::bigint[]) as asked (id)
            where not exists (select 1 from events e where e.id = asked.id)""";
    private static final String INSERT = """
            insert into events (id, account_id, profile_group_id, profile_id, chat_id, sequence, type, envelope,
                                platform, occurred_at, traceparent)
            select e.id, e.account, e.grp, e.profile, e.chat, e.sequence, e.type, e.envelope::json,
                   e.platform, e.occurred, e.trace
            from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[],
                        $7::text[], $8::text[], $9::text[], $10::timestamptz[], $11::text[])
                 as e (id, account, grp, profile, chat, sequence, type, envelope, platform, occurred, trace)
            on conflict (id) do nothing""";

    private final Pool pool;

    public EventRows(Pool pool) {
        this.pool = pool;
    }

    public Uni<Void> ensure(Collection<Event> events) {
        Map<Long, EventRecord> unsure = new LinkedHashMap<>();
        for (Event event : events) {
            EventRecord source = event.source();
            if (source != null) {
                unsure.put(event.id().value(), source);
            }
        }
        if (unsure.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Long[] ids = unsure.keySet().toArray(Long[]::new);
        return pool.preparedQuery(MISSING).execute(Tuple.of(ids)).flatMap(rows -> {
            Map<Long, EventRecord> missing = new LinkedHashMap<>();
            for (Row row : rows) {
                long id = row.getLong(0);
                Optional.ofNullable(unsure.get(id)).ifPresent(event -> missing.put(id, event));
            }
            return insert(missing);
        });
    }

    private Uni<Void> insert(Map<Long, EventRecord> missing) {
        if (missing.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<EventRecord> events = List.copyOf(missing.values());
        Tuple columns = Tuple.tuple()
                .addArrayOfLong(missing.keySet().toArray(Long[]::new))
                .addArrayOfLong(Columns.longs(events, event -> id(event.accountId(), AccountId::parse)))
                .addArrayOfLong(Columns.longs(events, event -> id(event.profileGroupId(), GroupId::parse)))
                .addArrayOfLong(Columns.longs(events, event -> id(event.profileId(), ProfileId::parse)))
                .addArrayOfLong(Columns.longs(events, event -> id(event.chatId(), ChatId::parse)))
                .addArrayOfLong(Columns.longs(events, EventRecord::sequence))
                .addArrayOfString(Columns.texts(events, EventRecord::type))
                .addArrayOfString(Columns.texts(events, EventRecord::envelope))
                .addArrayOfString(Columns.texts(events, event -> event.cause().platform()))
                .addArrayOfOffsetDateTime(
                        Columns.times(events, event -> event.cause().occurredAt()))
                .addArrayOfString(Columns.texts(events, event -> event.cause().traceparent()));
        return pool.preparedQuery(INSERT).execute(columns).replaceWithVoid();
    }

    private static @Nullable Long id(@Nullable String text, Function<String, ? extends Optional<? extends Id>> parse) {
        return text == null
                ? null
                : parse.apply(text).map(parsed -> (Long) parsed.value()).orElse(null);
    }
}
