package dev.parley.fanout.ordered;

import dev.parley.database.DatabaseFailure;
import dev.parley.fanout.delivery.Delivery;
import dev.parley.fanout.delivery.DeliveryOutcome;
import dev.parley.fanout.delivery.EndpointQueues;
import dev.parley.fanout.delivery.Origin;
import dev.parley.fanout.loop.Drainable;
import dev.parley.fanout.loop.FanoutConfig;
import dev.parley.fanout.loop.FanoutLoop;
import dev.parley.fanout.loop.WriteBehind;
import dev.parley.fanout.subscription.Endpoint;
import dev.parley.fanout.subscription.Subscriptions;
import dev.parley.id.WebhookId;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Delivers each chat's events in the order of their sequence.
 *
 * <pre>
 *   record ──► wake the cursor (endpoint, chat)        due cursors ──► claim (lease, skip locked)
 *                                                                          │
 *          cursor forward ◄──delivered, given up, not wanted── deliver the next event
 *                                                                          │failed
 *                                     hold the cursor: only this chat's later events wait
 * </pre>
 *
 * Events are read from their table, never from records: there they have an order, whatever Kafka did.
 */
@Startup
@ApplicationScoped
public class OrderedDelivery implements Drainable {
    private static final Logger LOG = Logger.getLogger(OrderedDelivery.class);
    private static final Duration TIDY_EVERY = Duration.ofMinutes(1);

    private final CursorTable cursors;
    private final OrderedWakeups wakeups;
    private final EndpointQueues lanes;
    private final Subscriptions subscriptions;
    private final FanoutLoop loop;
    private final Duration lookEvery;
    private final long usableNanos;
    private final WriteBehind<ChatRun.Outcome> outcomes;
    private boolean looking;
    private boolean lookAgain;

    OrderedDelivery(
            CursorTable cursors,
            OrderedWakeups wakeups,
            EndpointQueues lanes,
            Subscriptions subscriptions,
            FanoutLoop loop,
            FanoutConfig config) {
        this.cursors = cursors;
        this.wakeups = wakeups;
        this.lanes = lanes;
        this.subscriptions = subscriptions;
        this.loop = loop;
        this.lookEvery = config.pickUpEvery();
        this.usableNanos = config.lease().minus(config.deadline()).dividedBy(2).toNanos();
        this.outcomes =
                new WriteBehind<>("cursors of ordered endpoints", loop, cursors::settle, OrderedDelivery::leaveToLease);
    }

    /** An outcome that cannot be written is not lost: when its lease ends, the chat's head is delivered again. */
    private static Uni<Void> leaveToLease(ChatRun.Outcome outcome, Throwable failure) {
        LOG.errorf(
                "cursor of %s in %s cannot be moved: %s",
                outcome.endpoint(), outcome.chat(), DatabaseFailure.nameOf(failure));
        return Uni.createFrom().voidItem();
    }

    @PostConstruct
    void start() {
        wakeups.onNoted(this::look);
        loop.every(lookEvery, this::look);
        loop.every(
                TIDY_EVERY,
                () -> cursors.tidy()
                        .subscribe()
                        .with(done -> {}, failure -> LOG.debugf("cursors not tidied: %s", failure)));
    }

    /** One look at a time; being woken during one means another. */
    private void look() {
        if (looking) {
            lookAgain = true;
            return;
        }
        Map<WebhookId, Integer> room = room();
        if (room.isEmpty()) {
            return;
        }
        looking = true;
        lookAgain = false;
        cursors.claim(room)
                .subscribe()
                .with(
                        runs -> {
                            runs.forEach(this::deliverNext);
                            looked();
                        },
                        failure -> {
                            LOG.debugf("cursors not read: %s", failure);
                            lookAgain = false;
                            looked();
                        });
    }

    private void looked() {
        looking = false;
        if (lookAgain) {
            look();
        }
    }

    private Map<WebhookId, Integer> room() {
        Map<WebhookId, Integer> room = new HashMap<>();
        for (Endpoint endpoint : subscriptions.ordered()) {
            int free = lanes.room(endpoint.id());
            if (free > 0) {
                room.put(endpoint.id(), free);
            }
        }
        return room;
    }

    private void deliverNext(ChatRun run) {
        ChatRun.Numbered next = run.head();
        while (next != null && !isWanted(run.endpoint(), next)) {
            run.advance();
            next = run.head();
        }
        if (next == null) {
            outcomes.add(run.finished());
        } else if (run.ageNanos() > usableNanos) {
            outcomes.add(run.givenBack());
        } else {
            lanes.offerStored(new Delivery(next.event(), run.endpoint(), run.attempt(), new FromCursor(run)));
        }
    }

    @Override
    public boolean isIdle() {
        return !looking && outcomes.isIdle();
    }

    private boolean isWanted(WebhookId endpoint, ChatRun.Numbered event) {
        return subscriptions
                .find(endpoint)
                .filter(now -> now.wants(event.event().type(), event.groupId()))
                .isPresent();
    }

    /** A delivery whose chat waits for it. */
    private final class FromCursor implements Origin {
        private final ChatRun run;

        FromCursor(ChatRun run) {
            this.run = run;
        }

        @Override
        public void settled(Delivery delivery, DeliveryOutcome verdict) {
            switch (verdict) {
                case DeliveryOutcome.Delivered ok -> goOn();
                case DeliveryOutcome.GivenUp none -> goOn();
                case DeliveryOutcome.TryAgain again ->
                    outcomes.add(run.heldFor(again.after().toMillis()));
            }
        }

        private void goOn() {
            run.advance();
            deliverNext(run);
        }

        @Override
        public void dropped(Delivery delivery) {
            outcomes.add(run.givenBack());
        }

        @Override
        public void postponed(Delivery delivery) {
            outcomes.add(run.givenBack());
        }

        @Override
        public void givenBack(Delivery delivery) {
            outcomes.add(run.givenBack());
        }

        @Override
        public void unanswered(Delivery delivery) {}
    }
}
