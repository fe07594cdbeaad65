package dev.parley.normalise;

import dev.parley.event.EventDraft;
import dev.parley.id.AccountId;
import dev.parley.id.ChatId;
import dev.parley.id.GroupId;
import dev.parley.id.MessageId;
import dev.parley.id.ProfileId;
import dev.parley.inbound.InboundEvent;
import dev.parley.inbound.Participant;
import dev.parley.json.Json;
import dev.parley.message.ChatTraits;
import dev.parley.node.IdGenerator;
import dev.parley.node.NodeLease;
import dev.parley.profile.Profile;
import dev.parley.wire.Chat;
import dev.parley.wire.Message;
import dev.parley.wire.MessagingWindow;
import dev.parley.wire.Reaction;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One chat in memory, as the reducers get it, and what they would have written. */
final class Conversation {
    static final Instant AT = Instant.parse("2026-06-01T08:00:00.750Z");
    static final Participant ANNA = Participant.of("anna");
    static final PlatformRules RULES = new PlatformRules(new ChatTraits(true, true), true, true);

    static final Profile PROFILE = new Profile(
            new ProfileId(2),
            new AccountId(3),
            new GroupId(4),
            "telegram",
            "shop",
            "Shop",
            null,
            Profile.Status.ACTIVE,
            null,
            null,
            Json.object(),
            Json.object(),
            null);

    final Batch batch = new Batch();
    final ChatState chat;
    final Reducer fold = new Reducer(batch, new CountedIds());

    Conversation() {
        this(RULES, row(null, null), null);
    }

    Conversation(PlatformRules rules, Chat row, @Nullable Instant askedAt) {
        chat = new ChatState(PROFILE, rules, new ChatId(1), row, askedAt);
        batch.add(chat);
    }

    static Chat row(@Nullable Instant lastInbound, @Nullable Instant lastOutbound) {
        return new Chat(
                new ChatId(1).toString(),
                PROFILE.id().toString(),
                "telegram",
                "anna",
                "anna_b",
                "Anna",
                "https://example.com/anna.jpg",
                "conversation",
                lastInbound,
                lastOutbound,
                null,
                Json.object().put("language_code", "de"),
                false,
                MessagingWindow.openedAt(lastInbound, AT),
                AT.minusSeconds(1000));
    }

    /** Applies what the platform delivered, for the first time. */
    Conversation happens(InboundEvent... events) {
        for (InboundEvent event : events) {
            batch.fresh(new Batch.Item(PROFILE.id(), event.key()));
        }
        return repeats(events);
    }

    /** Applies what was delivered before. */
    Conversation repeats(InboundEvent... events) {
        fold.apply(new InboundDelivery(PROFILE, RULES, List.of(events), "00-trace"));
        return this;
    }

    /** The names of the events that subscribers are told, in their order. */
    List<String> told() {
        return batch.drafts().stream().map(draft -> draft.type().wireName()).toList();
    }

    EventDraft lastTold() {
        return batch.drafts().getLast();
    }

    /** A message of ours that was published. */
    MessageState published(long id, @Nullable String externalId, Instant at) {
        return sent(id, externalId, "published", MessageState.Call.ENDED, at);
    }

    /** A message of ours that has no id of the platform's yet. */
    MessageState open(long id, MessageState.Call call) {
        return sent(id, null, call == MessageState.Call.GIVEN_UP ? "failed" : "pending", call, null);
    }

    private MessageState sent(
            long id, @Nullable String externalId, String status, MessageState.Call call, @Nullable Instant at) {
        return stored(id, message(id, externalId, "outbound", status, at), call, null);
    }

    /** A message of the participant's. */
    MessageState received(long id, String externalId, @Nullable Instant announceAt) {
        return stored(id, message(id, externalId, "inbound", "received", AT), MessageState.Call.ENDED, announceAt);
    }

    private MessageState stored(long id, Message message, MessageState.Call call, @Nullable Instant announceAt) {
        MessageState state = MessageState.stored(
                new MessageId(id), message, call, call == MessageState.Call.ENDED ? null : AT, announceAt);
        chat.add(state);
        return state;
    }

    private static Message message(
            long id, @Nullable String externalId, String direction, String status, @Nullable Instant at) {
        return new Message(
                new MessageId(id).toString(),
                new ChatId(1).toString(),
                externalId,
                direction,
                null,
                "Hi",
                status,
                "tag",
                "comment",
                "went wrong",
                null,
                Json.object().put("kind", "postback").put("payload", "BUY"),
                at,
                null,
                null,
                null,
                "original",
                Json.object(),
                Json.object(),
                Json.object(),
                Json.object(),
                null,
                null,
                List.of(new Reaction("anna", "👍", "like", AT.minusSeconds(5))),
                List.of(),
                Json.array(),
                false,
                null,
                AT.minusSeconds(60));
    }

    /** Ids in a row, without a database to lease a node number from. */
    private static final class CountedIds extends IdGenerator {
        private final AtomicLong last = new AtomicLong(1000);

        CountedIds() {
            super(new NodeLease(Pool.newInstance(null)));
        }

        @Override
        public long next() {
            return last.incrementAndGet();
        }
    }
}
