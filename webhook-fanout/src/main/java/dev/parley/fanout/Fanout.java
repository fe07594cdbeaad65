package dev.parley.fanout;

import dev.parley.fanout.delivery.Delivery;
import dev.parley.fanout.delivery.EndpointQueues;
import dev.parley.fanout.delivery.Event;
import dev.parley.fanout.loop.Drainable;
import dev.parley.fanout.loop.FanoutConfig;
import dev.parley.fanout.loop.FanoutLoop;
import dev.parley.fanout.ordered.OrderedWakeups;
import dev.parley.fanout.retry.FromRecord;
import dev.parley.fanout.retry.RetryQueue;
import dev.parley.fanout.subscription.Endpoint;
import dev.parley.fanout.subscription.Subscriptions;
import dev.parley.id.ChatId;
import dev.parley.kafka.DeadLetters;
import dev.parley.topic.EventRecord;
import dev.parley.topic.Reading;
import dev.parley.trace.TraceHeader;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * From a record on {@code parley.events} to its subscribers.
 *
 * <pre>
 *   records ──► read ──► match ──► lane of each endpoint ──► call ──► done ─────────────────┐
 *                │malformed             │full, breaker open,           │failed              │
 *                │                      │unanswered after 1 s          │                    │
 *                ▼                      └──► retry queue ◄─────────────┘                    │
 *           dead letters                     │  ▲ stored ────────────────────────────────────┤
 *                │                        due│  │failed again                                ▼
 *                │                           └──┴─ lane of the endpoint       every delivery of the record handled
 *                └─────────────────────────────────────────────────────────────────────────►│
 *                                                                                         commit
 * </pre>
 *
 * Records are read once the subscriptions are known to be as new as the batch: an event is told to every endpoint that
 * was there when it happened. While the database is away, records wait in the topic.
 *
 * <p>An endpoint that wants each chat's order kept is only woken by the record; see {@code dev.parley.fanout.ordered}.
 *
 * <p>So an offset is committed about a second after its record came, whatever receivers do, and a crash repeats at most
 * that second. Records of one partition are committed in order; the connector sees to that.
 */
@ApplicationScoped
public class Fanout implements Drainable {
    private static final Logger LOG = Logger.getLogger(Fanout.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(2);
    private static final Duration CONFIRM_PAUSE = Duration.ofMillis(200);

    private final FanoutLoop loop;
    private final FanoutConfig config;
    private final Subscriptions subscriptions;
    private final EndpointQueues lanes;
    private final RetryQueue queue;
    private final OrderedWakeups wakeups;
    private final DeadLetters deadLetters;
    private int unhandled;
    private int reading;
    private boolean stopping;

    public Fanout(
            FanoutLoop loop,
            FanoutConfig config,
            Subscriptions subscriptions,
            EndpointQueues lanes,
            RetryQueue queue,
            OrderedWakeups wakeups,
            DeadLetters deadLetters) {
        this.loop = loop;
        this.config = config;
        this.subscriptions = subscriptions;
        this.lanes = lanes;
        this.queue = queue;
        this.wakeups = wakeups;
        this.deadLetters = deadLetters;
    }

    /**
     * Takes a batch of records.
     *
     * @param commit called once every delivery of every record in the batch is done or stored
     * @return completes as soon as there is room for the next batch
     */
    public Uni<Void> take(List<ConsumerRecord<String, byte[]>> records, Runnable commit) {
        return Uni.createFrom()
                .emitter(roomAgain -> loop.run(() -> begin(records, commit, () -> roomAgain.complete(null))));
    }

    /** A batch that comes while the process ends is left to the successor: nothing of it is committed. */
    private void begin(List<ConsumerRecord<String, byte[]>> records, Runnable commit, Runnable roomAgain) {
        if (!stopping) {
            reading++;
            whenConfirmed(() -> readOn(records.iterator(), new Pending(commit), roomAgain));
        }
    }

    /** A batch that waits when the process ends is given up like one that comes then. */
    private void whenConfirmed(Runnable read) {
        subscriptions
                .confirm()
                .subscribe()
                .with(
                        confirmed -> loop.run(read),
                        failure -> loop.run(() -> {
                            LOG.debugf("subscriptions not confirmed: %s", failure);
                            if (stopping) {
                                reading--;
                            } else {
                                loop.after(CONFIRM_PAUSE, () -> whenConfirmed(read));
                            }
                        }));
    }

    @Override
    public void takeNothingNew() {
        stopping = true;
    }

    @Override
    public boolean isIdle() {
        return reading == 0 && unhandled == 0;
    }

    /** As far as there is room: one record may be as many deliveries as there are endpoints. */
    private void readOn(Iterator<ConsumerRecord<String, byte[]>> records, Pending pending, Runnable roomAgain) {
        while (records.hasNext()) {
            read(records.next(), pending);
            if (unhandled >= config.waitingInAll()) {
                awaitRoom(() -> readOn(records, pending, roomAgain));
                return;
            }
        }
        pending.sealed();
        reading--;
        awaitRoom(roomAgain);
    }

    private void read(ConsumerRecord<String, byte[]> record, Pending pending) {
        switch (EventRecord.read(record.value())) {
            case Reading.Readable<EventRecord>(EventRecord event) ->
                match(event.tracedBy(TraceHeader.read(record)), pending);
            case Reading.Malformed<EventRecord>(String reason) -> putAside(record, reason, pending);
        }
    }

    private void match(EventRecord record, Pending pending) {
        Event event = null;
        for (Endpoint endpoint : subscriptions.matching(record)) {
            event = event == null ? Event.of(record) : event;
            offer(event, endpoint, pending);
        }
    }

    private void offer(Event event, Endpoint endpoint, Pending pending) {
        Runnable handled = pending.expect();
        Optional<ChatId> chat = chatInOrder(event, endpoint);
        if (chat.isPresent()) {
            wakeups.wake(event, endpoint.id(), chat.get(), handled);
            return;
        }
        lanes.offerFresh(new Delivery(event, endpoint.id(), 1, new FromRecord(queue, handled)));
    }

    /** The chat whose order the endpoint wants kept; empty where there is no order to keep. */
    private static Optional<ChatId> chatInOrder(Event event, Endpoint endpoint) {
        EventRecord record = event.source();
        if (!endpoint.ordered() || record == null || record.sequence() == null || record.chatId() == null) {
            return Optional.empty();
        }
        return ChatId.parse(record.chatId());
    }

    private void putAside(ConsumerRecord<String, byte[]> record, String reason, Pending pending) {
        Runnable handled = pending.expect();
        deadLetters.putSurely(record, reason).subscribe().with(put -> loop.run(handled));
    }

    /** Reading on would overtake what is about to be delivered, or fill the memory. */
    private void awaitRoom(Runnable room) {
        if (unhandled < config.waitingInAll() && !lanes.areFullButFast()) {
            room.run();
        } else {
            loop.after(LOOK_AGAIN, () -> awaitRoom(room));
        }
    }

    /** The deliveries of a batch that are neither done nor stored. */
    private final class Pending {
        private final Runnable commit;
        private int left = 1;

        Pending(Runnable commit) {
            this.commit = commit;
        }

        Runnable expect() {
            left++;
            unhandled++;
            return () -> {
                unhandled--;
                handled();
            };
        }

        /** The batch is complete: no more deliveries will be added. */
        void sealed() {
            handled();
        }

        private void handled() {
            left--;
            if (left == 0) {
                commit.run();
            }
        }
    }
}
