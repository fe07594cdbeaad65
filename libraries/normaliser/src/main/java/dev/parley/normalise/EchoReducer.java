package dev.parley.normalise;

import dev.parley.event.EventData;
import dev.parley.event.EventType;
import dev.parley.id.MessageId;
import dev.parley.inbound.InboundEvent.EchoArrived;
import dev.parley.normalise.MessageState.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the account itself sent, coming back.
 *
 * <pre>
 *   echo ──► known by its id ─────────────────► ours already: take the platform's time
 *        ──► carries our message's id ────────► that send is settled: published, told once
 *        ──► a send of unknown outcome said the same, at the time of its call,
 *            and the platform returns no ids ──► likewise
 *        ──► a call is under way in the chat ─► wait: its answer will name the id
 *        ──► otherwise ───────────────────────► somebody wrote in the platform's own app: store it, tell it
 * </pre>
 */
final class EchoReducer {
    /** How far the platform's clock may be behind ours. */
    private static final Duration BEFORE_THE_CALL = Duration.ofSeconds(10);
    /** Longer than any call; somebody who sends a failed message again by hand comes later. */
    private static final Duration AFTER_THE_CALL = Duration.ofMinutes(2);

    private final Batch batch;
    private final MessageMaker maker;

    EchoReducer(Batch batch, MessageMaker maker) {
        this.batch = batch;
        this.maker = maker;
    }

    /** The message that has become known by its platform's id just now; null when there is none. */
    @Nullable
    MessageState arrived(ChatState chat, EchoArrived echo) {
        Optional<MessageState> known = chat.message(echo.externalId());
        if (known.isPresent()) {
            return takePlatformTime(known.get(), echo.at());
        }
        Optional<MessageState> ours = named(chat, echo).or(() -> unanswered(chat, echo));
        if (ours.isPresent()) {
            return settle(chat, ours.get(), echo);
        }
        if (mustWait(chat)) {
            chat.park(PendingEvent.waitingFor(echo.externalId(), echo));
            return null;
        }
        return foreign(chat, echo);
    }

    /** Until the end of every call is known nobody can say whose an unknown echo is. */
    boolean mustWait(ChatState chat) {
        return chat.messages().stream()
                .anyMatch(message -> message.call() == Call.UNDER_WAY || message.call() == Call.ASKED_FOR);
    }

    private Optional<MessageState> named(ChatState chat, EchoArrived echo) {
        return Optional.ofNullable(echo.messageId())
                .flatMap(MessageId::parse)
                .flatMap(chat::message)
                .filter(message -> message.isOutbound() && message.externalId() == null);
    }

    /** Text, participant and time are all there is to go by where the platform returns no id of ours. */
    private static Optional<MessageState> unanswered(ChatState chat, EchoArrived echo) {
        String body = echo.body();
        if (body == null || echo.namesOurs()) {
            return Optional.empty();
        }
        return chat.messages().stream()
                .filter(message -> message.call() == Call.ASKED_FOR || message.call() == Call.GIVEN_UP)
                .filter(message -> body.equals(message.body()) && isAtItsCall(message, echo.at()))
                .min(Comparator.comparing(message -> message.id().value()));
    }

    private static boolean isAtItsCall(MessageState message, Instant at) {
        Instant called = message.calledAt();
        return called != null
                && !at.isBefore(called.minus(BEFORE_THE_CALL))
                && at.isBefore(called.plus(AFTER_THE_CALL));
    }

    /** One that counts as sent already, because the platform said so without its id, is told no second time. */
    private MessageState settle(ChatState chat, MessageState message, EchoArrived echo) {
        boolean news = !message.isPublished();
        message.settle(echo.externalId(), echo.at());
        chat.index(message);
        chat.outbound(echo.at());
        chat.wakeLane();
        if (news) {
            batch.tell(EventType.MESSAGE_SENT, chat, EventData.ofMessage(message.snapshot()));
        }
        return message;
    }

    private MessageState foreign(ChatState chat, EchoArrived echo) {
        MessageState message = maker.foreign(chat, echo);
        chat.outbound(echo.at());
        batch.tell(EventType.MESSAGE_SENT, chat, EventData.ofMessage(message.snapshot()));
        return message;
    }

    /** Our clock timed the send after its answer; a receipt's watermark, by the platform's clock, may lie before that. */
    private static @Nullable MessageState takePlatformTime(MessageState message, Instant at) {
        Instant known = message.postedAt();
        boolean earlier = message.isOutbound() && known != null && at.isBefore(known);
        if (!earlier) {
            return null;
        }
        message.correctPostedAt(at);
        return message;
    }
}
