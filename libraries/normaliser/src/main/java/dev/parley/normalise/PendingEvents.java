package dev.parley.normalise;

import dev.parley.event.EventDraft;
import dev.parley.event.EventLog;
import dev.parley.event.EventRelay;
import dev.parley.id.ChatId;
import dev.parley.id.MessageId;
import dev.parley.id.ProfileId;
import dev.parley.metrics.SharedMeters;
import dev.parley.node.IdGenerator;
import dev.parley.profile.Profile;
import dev.parley.profile.ProfileDirectory;
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

/**
 * What came before its message: applied by whoever settles the message, dropped when the message never comes.
 *
 * <pre>
 *   receipt, reaction, edit, echo ──► early_events ──┬─► message stored by the normaliser: applied there
 *                                                    ├─► send settled by dispatch: {@link #apply}
 *                                                    └─► ten minutes later: dropped and counted;
 *                                                        an echo nobody claims is somebody else's message
 * </pre>
 */
@ApplicationScoped
public class PendingEvents {
    /** Most settlements have nothing waiting; this one statement says so. */
    private static final String AFFECTED = """
            select m.id, m.chat_id, m.profile_id from messages m
            left join lateral (select true as waits from early_events e where e.chat_id = m.chat_id limit 1) e on true
            left join chats c on c.id = m.chat_id and m.status = 'published'
            where m.id = any($1) and (e.waits or greatest(c.delivered_until, c.read_until) >= m.sort_at)""";

    private static final String DROP = """
            delete from early_events where id in (
                select id from early_events where expires_at < now() and kind <> 'echo'
                order by expires_at limit 1000 for update skip locked)
            returning starts_with(external_id, '""" + PendingEvent.REMOVAL + "')";

    /** While a call is under way, or its outcome is still being asked for, the echo may yet be its own. */
    private static final String UNCLAIMED = """
            select distinct c.id as chat_id, c.profile_id from (
                select chat_id from early_events where kind = 'echo' and expires_at < now() order by expires_at limit 500) e
            join chats c on c.id = e.chat_id
            where not exists (
                select 1 from messages m where m.chat_id = c.id and m.status in ('pending', 'failed_waiting_for_retry')
                and (m.calling_since is not null or m.outcome_unknown))
            limit 50""";

    private final Pool pool;
    private final ProfileDirectory profiles;
    private final EventLog events;
    private final EventRelay relay;
    private final IdGenerator ids;
    private final SharedMeters meters;

    public PendingEvents(
            Pool pool,
            ProfileDirectory profiles,
            EventLog events,
            EventRelay relay,
            IdGenerator ids,
            SharedMeters meters) {
        this.pool = pool;
        this.profiles = profiles;
        this.events = events;
        this.relay = relay;
        this.ids = ids;
        this.meters = meters;
    }

    /**
     * Applies what waits for these messages. Call it in the transaction that settled them, after their rows were
     * written, with their lanes locked; also for a send that has failed, because an echo may have waited for its end.
     *
     * @return what to tell, to be appended after the settlements' own events
     */
    public Uni<List<EventDraft>> apply(SqlConnection transaction, Collection<MessageId> settled) {
        if (settled.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        Long[] numbers = settled.stream().map(MessageId::value).toArray(Long[]::new);
        return transaction
                .preparedQuery(AFFECTED)
                .execute(Tuple.of(numbers))
                .flatMap(rows -> rows.size() == 0
                        ? Uni.createFrom().item(List.of())
                        : wanted(rows).flatMap(wanted -> applyTo(transaction, wanted)));
    }

    /** For a sweep: forgets what waited too long, and takes echoes that nobody claimed for what they are. */
    public Uni<Void> expire() {
        return pool.query(DROP)
                .execute()
                .invoke(dropped -> meters.earlyExpired(lost(dropped)))
                .chain(() -> pool.query(UNCLAIMED).execute())
                .flatMap(this::release);
    }

    /** A removal that no reaction came after has done what it was kept for. */
    private static int lost(RowSet<Row> dropped) {
        int lost = 0;
        for (Row row : dropped) {
            lost += row.getBoolean(0) ? 0 : 1;
        }
        return lost;
    }

    private Uni<Void> release(RowSet<Row> chats) {
        if (chats.size() == 0) {
            return Uni.createFrom().voidItem();
        }
        return pool.withTransaction(transaction -> wanted(chats)
                        .flatMap(wanted -> applyTo(transaction, wanted))
                        .flatMap(drafts -> events.append(transaction, drafts)))
                .invoke(relay::publish)
                .replaceWithVoid();
    }

    private Uni<LookupSet> wanted(RowSet<Row> rows) {
        LookupSet wanted = new LookupSet();
        List<Row> all = new ArrayList<>();
        rows.forEach(all::add);
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(row ->
                        profile(new ProfileId(row.getLong("profile_id"))).invoke(profile -> add(wanted, profile, row)))
                .collect()
                .last()
                .replaceWith(wanted);
    }

    private static void add(LookupSet wanted, Profile profile, Row row) {
        ChatId chat = new ChatId(row.getLong("chat_id"));
        wanted.chat(chat, new LookupSet.Owner(profile, PlatformRules.PLAIN));
        if (row.getColumnIndex("id") >= 0) {
            wanted.settled(new MessageId(row.getLong("id")));
        }
    }

    private Uni<Profile> profile(ProfileId id) {
        return profiles.find(id).map(found -> found.orElseThrow());
    }

    private Uni<List<EventDraft>> applyTo(SqlConnection transaction, LookupSet wanted) {
        Batch batch = new Batch();
        return BatchReader.read(transaction, wanted, batch)
                .invoke(() -> fold(batch, wanted))
                .chain(() -> {
                    List<Uni<Void>> statements = BatchWriter.statements(transaction, batch, ids);
                    return statements.isEmpty()
                            ? Uni.createFrom().voidItem()
                            : Uni.combine().all().unis(statements).discardItems();
                })
                .replaceWith(batch.drafts());
    }

    private void fold(Batch batch, LookupSet wanted) {
        Reducer fold = new Reducer(batch, ids);
        for (ChatState chat : batch.chats()) {
            for (Long message : wanted.ourMessages()) {
                chat.message(new MessageId(message))
                        .ifPresent(settled -> fold.wake(chat, PlatformRules.PLAIN, settled));
            }
            fold.releaseEchoes(chat, PlatformRules.PLAIN);
        }
    }
}
