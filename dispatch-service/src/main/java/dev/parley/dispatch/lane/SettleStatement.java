package dev.parley.dispatch.lane;

import dev.parley.event.EventData;
import dev.parley.event.EventDraft;
import dev.parley.event.EventLog;
import dev.parley.event.EventRelay;
import dev.parley.event.EventType;
import dev.parley.id.ChatId;
import dev.parley.id.MessageId;
import dev.parley.message.MessageReader;
import dev.parley.normalise.EarlyEvents;
import dev.parley.profile.Profile;
import dev.parley.profile.ProfileDirectory;
import dev.parley.topic.EventRecord;
import dev.parley.trace.Cause;
import dev.parley.wire.Message;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Hot statement: settles many lanes in one transaction.
 *
 * <pre>
 *   lock lanes still ours ──► messages ──► chats ──► events ──► what came too early for them
 *                                          ──► due_at of the next heads ──► heads of the lanes we keep
 *                                                                     after commit: publish the events
 * </pre>
 *
 * A lane whose token is another's is left alone, and so are its message and chat.
 */
@ApplicationScoped
class SettleStatement {
    private static final String LOCK = """
            select l.chat_id from unnest($1::bigint[], $2::uuid[]) as w (chat_id, token)
            join chat_lanes l on l.chat_id = w.chat_id and l.lease_token = w.token
            order by l.chat_id for update of l""";

    /** What the next head waits for decides when the lane is due; a lost token holds it for the rest of the day. */
    private static final String RELEASE = """
            with next as (
                select w.chat_id, w.keep,
                       now() + w.rest * interval '1 ms' as rested, now() + w.quiet * interval '1 ms' as quiet,
                       h.id, h.next_attempt_at, h.waits_for_media,
                       case when p.status = 'expired' then p.expired_at + $6 * interval '1 ms' end as held_until
                from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::boolean[])
                    as w (chat_id, rest, quiet, keep)
                left join lateral (
                    select m.id, m.profile_id, m.next_attempt_at, m.waits_for_media and not m.outcome_unknown
                               as waits_for_media
                    from messages m
                    where m.chat_id = w.chat_id and m.status in ('pending', 'failed_waiting_for_retry')
                    order by m.send_number limit 1) h on true
                left join profiles p on p.id = h.profile_id),
            planned as (
                select n.*, greatest(now(), n.rested, n.quiet, n.next_attempt_at, n.held_until) as due,
                       n.id is not null and not n.waits_for_media as goes_on
                from next n)
            update chat_lanes l set
                lease_token = case when kept then l.lease_token end,
                lease_until = case when kept then now() + $5 * interval '1 ms' end,
                due_at = case when kept then now() + $5 * interval '1 ms' when goes_on then due end,
                quiet_until = nullif(greatest(l.quiet_until, p.quiet), now())
            from (select *, keep and goes_on and due <= now() as kept from planned) p
            where l.chat_id = p.chat_id
            returning l.chat_id, kept""";

    /** A lane that is still ours, and its next head; null when it was given back. */
    record Settled(
            boolean written,
            @Nullable Lease lease,
            @Nullable Head next) {
        static final Settled LOST = new Settled(false, null, null);
    }

    private final Pool pool;
    private final SettledMessages messages;
    private final EventLog events;
    private final EventRelay relay;
    private final ProfileDirectory profiles;
    private final EarlyEvents early;
    private final LaneConfig config;

    SettleStatement(
            Pool pool,
            SettledMessages messages,
            EventLog events,
            EventRelay relay,
            ProfileDirectory profiles,
            EarlyEvents early,
            LaneConfig config) {
        this.pool = pool;
        this.messages = messages;
        this.events = events;
        this.relay = relay;
        this.profiles = profiles;
        this.early = early;
        this.config = config;
    }

    private record Outcome(List<Settled> lanes, List<EventRecord> told) {}

    /** In the order of the settlements. Everything is committed and the events are on their way when it completes. */
    Uni<List<Settled>> settle(List<Settlement> settlements) {
        long asked = System.nanoTime();
        return pool.withTransaction(transaction ->
                        lock(transaction, settlements).flatMap(ours -> write(transaction, settlements, ours, asked)))
                .invoke(outcome -> relay.publish(outcome.told))
                .map(Outcome::lanes);
    }

    private static Uni<Set<ChatId>> lock(SqlConnection transaction, List<Settlement> settlements) {
        Long[] chats = settlements.stream().map(s -> s.lease().chat().value()).toArray(Long[]::new);
        UUID[] tokens = settlements.stream().map(s -> s.lease().token()).toArray(UUID[]::new);
        return transaction.preparedQuery(LOCK).execute(Tuple.of(chats, tokens)).map(rows -> {
            Set<ChatId> ours = new HashSet<>();
            for (Row row : rows) {
                ours.add(new ChatId(row.getLong(0)));
            }
            return ours;
        });
    }

    private Uni<Outcome> write(SqlConnection transaction, List<Settlement> all, Set<ChatId> ours, long asked) {
        List<Settlement> held =
                all.stream().filter(s -> ours.contains(s.lease().chat())).toList();
        return messages.write(transaction, held)
                .flatMap(changed ->
                        tell(transaction, held, changed).flatMap(told -> catchUp(transaction, changed, told)))
                .flatMap(told -> release(transaction, held)
                        .flatMap(kept -> HeadStatement.read(transaction, kept)
                                .map(heads -> new Outcome(answers(all, ours, kept, heads, asked), told))));
    }

    private Uni<List<EventRecord>> tell(SqlConnection transaction, List<Settlement> held, Set<MessageId> changed) {
        List<MessageId> told = new ArrayList<>();
        for (Settlement settlement : held) {
            MessageId message = settlement.message();
            if (settlement.event() != null && message != null && changed.contains(message)) {
                told.add(message);
            }
        }
        return MessageReader.read(transaction, told).flatMap(read -> events.append(transaction, drafts(held, read)));
    }

    /** A receipt or an echo may have been quicker than the platform's answer. */
    private Uni<List<EventRecord>> catchUp(SqlConnection transaction, Set<MessageId> changed, List<EventRecord> told) {
        return early.apply(transaction, changed)
                .flatMap(drafts -> events.append(transaction, drafts))
                .map(more -> Stream.concat(told.stream(), more.stream()).toList());
    }

    private List<EventDraft> drafts(List<Settlement> held, Map<MessageId, Message> read) {
        List<EventDraft> drafts = new ArrayList<>();
        for (Settlement settlement : held) {
            EventType event = settlement.event();
            Message message = settlement.message() == null ? null : read.get(settlement.message());
            if (event != null && message != null) {
                Profile profile = profiles.byId(settlement.lease().profile()).orElseThrow();
                Cause cause = new Cause(profile.platform(), settlement.sentAt(), settlement.traceparent());
                drafts.add(EventDraft.inChat(event, profile, settlement.lease().chat(), EventData.ofMessage(message))
                        .because(cause));
            }
        }
        return drafts;
    }

    private Uni<Set<ChatId>> release(SqlConnection transaction, List<Settlement> held) {
        if (held.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        Tuple parameters = Tuple.of(
                held.stream().map(s -> s.lease().chat().value()).toArray(Long[]::new),
                held.stream().map(s -> s.rest().toMillis()).toArray(Long[]::new),
                held.stream().map(s -> s.quiet().toMillis()).toArray(Long[]::new),
                held.stream().map(Settlement::keep).toArray(Boolean[]::new),
                config.lease().toMillis(),
                config.holdFor().toMillis());
        return transaction.preparedQuery(RELEASE).execute(parameters).map(rows -> {
            Set<ChatId> kept = new HashSet<>();
            for (Row row : rows) {
                if (row.getBoolean("kept")) {
                    kept.add(new ChatId(row.getLong("chat_id")));
                }
            }
            return kept;
        });
    }

    private static List<Settled> answers(
            List<Settlement> all, Set<ChatId> ours, Set<ChatId> kept, Map<ChatId, Head> heads, long asked) {
        return all.stream()
                .map(settlement -> {
                    ChatId chat = settlement.lease().chat();
                    if (!ours.contains(chat)) {
                        return Settled.LOST;
                    }
                    Lease lease = kept.contains(chat) ? settlement.lease().renewed(asked) : null;
                    return new Settled(true, lease, heads.get(chat));
                })
                .toList();
    }
}
