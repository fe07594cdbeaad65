package dev.parley.fanout.delivery;

import dev.parley.fanout.loop.Drainable;
import dev.parley.fanout.loop.FanoutConfig;
import dev.parley.fanout.loop.FanoutLoop;
import dev.parley.fanout.subscription.Breaker;
import dev.parley.fanout.subscription.BreakerConfig;
import dev.parley.fanout.subscription.Subscriptions;
import dev.parley.id.WebhookId;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** A lane for each endpoint that has something to deliver. Lives on the fan-out's loop. */
@Startup
@ApplicationScoped
public class EndpointQueues implements Drainable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration TIDY_EVERY = Duration.ofMinutes(1);
    /**
     * How old the oldest waiting delivery of a lane that is worth waiting for may be. With a thousand waiting that is an
     * endpoint of more than 2,000 a second: for such ones Kafka is the better place to wait than the database, through
     * which everything would go several times slower.
     */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Map<WebhookId, EndpointQueue> lanes = new HashMap<>();
    /** Fresh deliveries in the order in which they came: those at the head may have to be stored. */
    private final Deque<Delivery> young = new ArrayDeque<>();

    private final FanoutLoop loop;
    private final FanoutConfig config;
    private final BreakerConfig breaker;
    private final Subscriptions subscriptions;
    private final WebhookSender courier;
    private final DeliverySettlement settling;
    private boolean stopping;

    public EndpointQueues(
            FanoutLoop loop,
            FanoutConfig config,
            BreakerConfig breaker,
            Subscriptions subscriptions,
            WebhookSender courier,
            DeliverySettlement settling) {
        this.loop = loop;
        this.config = config;
        this.breaker = breaker;
        this.subscriptions = subscriptions;
        this.courier = courier;
        this.settling = settling;
    }

    @PostConstruct
    void start() {
        loop.every(LOOK_EVERY, this::storeUnanswered);
        // Nothing else comes to a lane whose breaker opened over what it had taken from storage.
        loop.every(LOOK_EVERY, () -> lanes.values().forEach(EndpointQueue::wake));
        loop.every(
                TIDY_EVERY,
                () -> lanes.values()
                        .removeIf(lane ->
                                lane.isIdle() && subscriptions.find(lane.id()).isEmpty()));
    }

    /** A first attempt, straight from its record. */
    public void offerFresh(Delivery delivery) {
        if (stopping) {
            EndpointQueue.postpone(delivery);
        } else {
            young.add(delivery);
            lane(delivery.endpoint()).offerFresh(delivery);
        }
    }

    /** An attempt taken from storage; {@link #room} says how many may be taken. */
    public void offerStored(Delivery delivery) {
        if (stopping) {
            delivery.origin().givenBack(delivery);
        } else {
            lane(delivery.endpoint()).offerStored(delivery);
        }
    }

    public int room(WebhookId endpoint) {
        return stopping ? 0 : lane(endpoint).room();
    }

    @Override
    public void takeNothingNew() {
        stopping = true;
        lanes.values().forEach(EndpointQueue::giveBack);
    }

    @Override
    public boolean isIdle() {
        return lanes.values().stream().allMatch(EndpointQueue::isIdle);
    }

    /** Whether reading more records would only push deliveries aside that are about to go out. */
    public boolean areFullButFast() {
        for (EndpointQueue lane : lanes.values()) {
            if (lane.isFullButFast(PATIENCE)) {
                return true;
            }
        }
        return false;
    }

    /** What is not answered in time is kept in storage, so that no record's offset waits for a slow receiver. */
    private void storeUnanswered() {
        long limit = config.storeAfter().toNanos();
        for (Delivery oldest = young.peek(); oldest != null; oldest = young.peek()) {
            if (oldest.stage() != Delivery.Stage.OVER && oldest.ageNanos() < limit) {
                return;
            }
            young.remove();
            store(oldest);
        }
    }

    private void store(Delivery delivery) {
        switch (delivery.stage()) {
            case CALLING -> delivery.origin().unanswered(delivery);
            case WAITING -> {
                EndpointQueue.postpone(delivery);
                lane(delivery.endpoint()).forgetPostponed();
            }
            case OVER -> {}
        }
    }

    private EndpointQueue lane(WebhookId endpoint) {
        return lanes.computeIfAbsent(
                endpoint,
                id -> new EndpointQueue(
                        id, config, new Breaker(breaker, System::nanoTime), subscriptions, courier, settling));
    }
}
