package dev.parley.dispatch.lane;

import dev.parley.batch.Columns;
import dev.parley.event.EventData;
import dev.parley.event.EventDraft;
import dev.parley.event.EventLog;
import dev.parley.event.EventRelay;
import dev.parley.event.EventType;
import dev.parley.id.ChatId;
import dev.parley.id.MessageId;
import dev.parley.message.MessageReader;
import dev.parley.normalise.PendingEvents;
import dev.parley.profile.Profile;
import dev.parley.profile.ProfileDirectory;
import dev.parley.topic.Cause;
import dev.parley.topic.EventRecord;
import dev.parley.wire.Message;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hot statement: settles many lanes in one transaction.
 *
 * <pre>
 *   lock lanes still ours ──► messages ──┬► chats                                  ┌► events
 *                                        ├► what came too early for the messages ──┤
 *                                        └► due_at of the next heads ──────────────┴► heads of the lanes we keep
 *                                                                                after commit: publish the events
 * </pre>
 *
 * A lane whose token is another's is left alone, and so are its message and chat.
 */
@ApplicationScoped
class SettleStatement {
    private static final Logger LOG = Logger.getLogger(SettleStatement.class);

    private static final String LOCK = """
            select chat_id, lease_token from chat_lanes where chat_id = any($1) order by chat_id for update""";

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
                lease_until = case when fresh then l.lease_until when kept then now() + $5 * interval '1 ms' end,
                due_at = case when fresh then l.due_at
                              when kept then now() + $5 * interval '1 ms'
                              when goes_on then due end,
                quiet_until = nullif(greatest(l.quiet_until, p.quiet), now())
            from (select p.*, kept and h.lease_until > now() + $7 * interval '1 ms' as fresh
                  from (select *, keep and goes_on and due <= now() as kept from planned) p
                  join chat_lanes h on h.chat_id = p.chat_id) p
            where l.chat_id = p.chat_id
            returning l.chat_id, kept, extract(epoch from l.lease_until - now()) * 1000 as left_ms""";

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
    private final PendingEvents early;
    private final LaneConfig config;
    private final LeaseTerms terms;

    SettleStatement(
            Pool pool,
            SettledMessages messages,
            EventLog events,
            EventRelay relay,
            ProfileDirectory profiles,
            PendingEvents early,
            LaneConfig config) {
        this.pool = pool;
        this.messages = messages;
        this.events = events;
        this.relay = relay;
        this.profiles = profiles;
        this.early = early;
        this.config = config;
        this.terms = LeaseTerms.of(config);
    }

    private record Outcome(List<Settled> lanes, List<EventRecord> told) {}

    /** In the order of the settlements. Everything is committed and the events are on their way when it completes. */
    Uni<List<Settled>> settle(List<Settlement> settlements) {
        long asked = System.nanoTime();
        return pool.withTransaction(transaction ->
                        lock(transaction, settlements).flatMap(ours -> write(transaction, settlements, ours, asked)))
                .onFailure()
                .invoke(failure -> LOG.warnf("%d lanes are not settled yet: %s", settlements.size(), failure))
                .invoke(outcome -> relay.publish(outcome.told))
                .map(Outcome::lanes);
    }

    private static Uni<Set<ChatId>> lock(SqlConnection transaction, List<Settlement> settlements) {
        Map<ChatId, UUID> tokens = new HashMap<>();
        settlements.forEach(s -> tokens.put(s.lease().chat(), s.lease().token()));
        Long[] chats = tokens.keySet().stream().map(ChatId::value).toArray(Long[]::new);
        return transaction.preparedQuery(LOCK).execute(Tuple.of(chats)).map(rows -> {
            Set<ChatId> ours = new HashSet<>();
            for (Row row : rows) {
                ChatId chat = new ChatId(row.getLong(0));
                if (Objects.equals(row.getUUID(1), tokens.get(chat))) {
                    ours.add(chat);
                }
            }
            return ours;
        });
    }

    /** What does not need each other's answer is sent together. */
    private Uni<Outcome> write(SqlConnection transaction, List<Settlement> all, Set<ChatId> ours, long asked) {
        List<Settlement> held =
                all.stream().filter(s -> ours.contains(s.lease().chat())).toList();
        return messages.write(transaction, held)
                .flatMap(changed -> Uni.combine()
                        .all()
                        .unis(
                                messages.writeChats(transaction, held, changed),
                                MessageReader.read(transaction, told(held, changed)),
                                early.apply(transaction, waitedFor(held, changed)),
                                release(transaction, held))
                        .asTuple())
                .flatMap(step -> Uni.combine()
                        .all()
                        .unis(
                                HeadStatement.read(transaction, step.getItem4().keySet()),
                                events.append(transaction, drafts(held, step.getItem2(), step.getItem3())))
                        .with((heads, told) -> new Outcome(answers(all, ours, step.getItem4(), heads, asked), told)));
    }

    /** The messages of which something may have come too early. */
    private static Set<MessageId> waitedFor(List<Settlement> held, Set<MessageId> changed) {
        Set<MessageId> waitedFor = new HashSet<>(changed);
        held.stream().filter(Settlement::alone).map(Settlement::message).forEach(waitedFor::remove);
        return waitedFor;
    }

    private static List<MessageId> told(List<Settlement> held, Set<MessageId> changed) {
        List<MessageId> told = new ArrayList<>();
        for (Settlement settlement : held) {
            MessageId message = settlement.message();
            if (settlement.event() != null && message != null && changed.contains(message)) {
                told.add(message);
            }
        }
        return told;
    }

    /** @param early what a receipt or an echo that was quicker than the platform's answer has changed since */
    private List<EventDraft> drafts(List<Settlement> held, Map<MessageId, Message> read, List<EventDraft> early) {
        return Stream.concat(drafts(held, read).stream(), early.stream()).toList();
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

    /** The lanes we keep, each with what is left of its lease. */
    private Uni<Map<ChatId, Duration>> release(SqlConnection transaction, List<Settlement> held) {
        if (held.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        Tuple parameters = Tuple.tuple()
                .addArrayOfLong(Columns.longs(held, s -> s.lease().chat().value()))
                .addArrayOfLong(Columns.longs(held, s -> s.rest().toMillis()))
                .addArrayOfLong(Columns.longs(held, s -> s.quiet().toMillis()))
                .addArrayOfBoolean(Columns.flags(held, Settlement::keep))
                .addLong(terms.whole().toMillis())
                .addLong(config.holdFor().toMillis())
                .addLong(terms.whole().minus(terms.freshness()).toMillis());
        return transaction.preparedQuery(RELEASE).execute(parameters).map(rows -> {
            Map<ChatId, Duration> kept = new HashMap<>();
            for (Row row : rows) {
                if (row.getBoolean("kept")) {
                    kept.put(new ChatId(row.getLong("chat_id")), Duration.ofMillis(row.getLong("left_ms")));
                }
            }
            return kept;
        });
    }

    private List<Settled> answers(
            List<Settlement> all, Set<ChatId> ours, Map<ChatId, Duration> kept, Map<ChatId, Head> heads, long asked) {
        return all.stream()
                .map(settlement -> {
                    ChatId chat = settlement.lease().chat();
                    if (!ours.contains(chat)) {
                        return Settled.LOST;
                    }
                    Duration left = kept.get(chat);
                    Lease lease = left == null ? null : settlement.lease().ending(asked, left, terms.whole());
                    return new Settled(true, lease, heads.get(chat));
                })
                .toList();
    }
}
