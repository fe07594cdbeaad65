package dev.parley.fanout.delivery;

import dev.parley.fanout.loop.FanoutConfig;
import dev.parley.fanout.subscription.Breaker;
import dev.parley.fanout.subscription.Endpoint;
import dev.parley.fanout.subscription.Subscriptions;
import dev.parley.id.WebhookId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries of one endpoint. Nothing in here touches another endpoint's.
 *
 * <pre>
 *   fresh  ──full? breaker open?──► postponed
 *     │no
 *   waiting (bounded) ─┐
 *                      ├──► calling (bounded, fresh first) ──► answered ──► settled
 *   stored  (bounded) ─┘
 * </pre>
 */
final class EndpointQueue {
    /** Stored deliveries taken ahead, so that a slot that falls free is used before the next look at the queue. */
    private static final int TAKEN_AHEAD = 64;
    /** Slots that fresh events, however many, cannot take from stored ones. */
    private static final int KEPT_FOR_STORED = 2;
    /** A receiver that says 429 is left alone as long as it asks, within reason; its delivery waits in full. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final WebhookId id;
    private final FanoutConfig config;
    private final Subscriptions subscriptions;
    private final Breaker breaker;
    private final WebhookSender courier;
    private final DeliverySettlement settling;
    private final long usableNanos;
    private final Deque<Delivery> waiting = new ArrayDeque<>();
    private final Deque<Delivery> stored = new ArrayDeque<>();
    private int calls;
    private int storedCalls;

    EndpointQueue(
            WebhookId id,
            FanoutConfig config,
            Breaker breaker,
            Subscriptions subscriptions,
            WebhookSender courier,
            DeliverySettlement settling) {
        this.id = id;
        this.config = config;
        this.subscriptions = subscriptions;
        this.courier = courier;
        this.settling = settling;
        this.breaker = breaker;
        this.usableNanos = config.lease().minus(config.deadline()).dividedBy(2).toNanos();
    }

    /** A first attempt, straight from its record. */
    void offerFresh(Delivery delivery) {
        if (waiting.size() >= config.waitingPerEndpoint() || !breaker.permitsCall()) {
            postpone(delivery);
            return;
        }
        waiting.add(delivery);
        callNext();
    }

    /** A fresh delivery that cannot be made now goes into storage. */
    static void postpone(Delivery delivery) {
        if (delivery.stage() != Delivery.Stage.OVER) {
            delivery.enter(Delivery.Stage.OVER);
            delivery.origin().postponed(delivery);
        }
    }

    /** An attempt taken from storage, into the {@link #room} there was. */
    void offerStored(Delivery delivery) {
        stored.add(delivery);
        callNext();
    }

    /** How many stored deliveries may be taken for this endpoint now. */
    int room() {
        if (breaker.isClosed()) {
            return Math.max(0, TAKEN_AHEAD - stored.size());
        }
        return breaker.permitsCall() && stored.isEmpty() ? 1 : 0;
    }

    /** Full, but moving fast: worth a moment's patience rather than a detour through the database. */
    boolean isFullButFast(Duration patience) {
        Delivery oldest = waiting.peek();
        return oldest != null
                && waiting.size() >= config.waitingPerEndpoint() / 2
                && oldest.ageNanos() < patience.toNanos();
    }

    WebhookId id() {
        return id;
    }

    boolean isIdle() {
        return calls == 0 && waiting.isEmpty() && stored.isEmpty();
    }

    /** Puts everything but the calls under way where a successor finds it. */
    void giveBack() {
        for (Delivery delivery = waiting.poll(); delivery != null; delivery = waiting.poll()) {
            postpone(delivery);
        }
        for (Delivery delivery = stored.poll(); delivery != null; delivery = stored.poll()) {
            delivery.origin().givenBack(delivery);
        }
    }

    /** Goes on with what was taken from storage, once the breaker lets it. */
    void wake() {
        if (!stored.isEmpty()) {
            callNext();
        }
    }

    private void callNext() {
        while (calls < config.callsPerEndpoint() && breaker.permitsCall()) {
            Delivery next = next();
            if (next == null) {
                return;
            }
            begin(next);
        }
    }

    private @Nullable Delivery next() {
        boolean turnOfStored = storedCalls < KEPT_FOR_STORED || waiting.isEmpty();
        if (turnOfStored && storedCalls < storedLimit()) {
            Delivery taken = nextStored();
            if (taken != null) {
                return taken;
            }
        }
        forgetPostponed();
        return waiting.poll();
    }

    /** An ordered endpoint gets everything from storage. */
    private int storedLimit() {
        return subscriptions.find(id).filter(Endpoint::ordered).isPresent()
                ? config.callsPerEndpoint()
                : config.retriesPerEndpoint();
    }

    /** One that waited so long that its lease might end during the call is left for whoever takes it next. */
    private @Nullable Delivery nextStored() {
        for (Delivery taken = stored.poll(); taken != null; taken = stored.poll()) {
            if (taken.ageNanos() < usableNanos) {
                return taken;
            }
            taken.origin().postponed(taken);
        }
        return null;
    }

    /** Deliveries that were stored because they waited too long stand at the head of the queue. */
    void forgetPostponed() {
        for (Delivery oldest = waiting.peek();
                oldest != null && oldest.stage() == Delivery.Stage.OVER;
                oldest = waiting.peek()) {
            waiting.remove();
        }
    }

    private void begin(Delivery delivery) {
        Optional<Endpoint> endpoint = subscriptions.find(id);
        if (endpoint.isEmpty()) {
            delivery.enter(Delivery.Stage.OVER);
            delivery.origin().dropped(delivery);
            return;
        }
        delivery.enter(Delivery.Stage.CALLING);
        boolean fromStorage = delivery.isStored();
        calls++;
        storedCalls += fromStorage ? 1 : 0;
        breaker.begin();
        courier.call(delivery, endpoint.get(), attempt -> answered(delivery, endpoint.get(), attempt), () -> {
            calls--;
            storedCalls -= fromStorage ? 1 : 0;
            callNext();
        });
    }

    private void answered(Delivery delivery, Endpoint endpoint, Attempt attempt) {
        delivery.enter(Delivery.Stage.OVER);
        tellBreaker(attempt);
        delivery.origin().settled(delivery, settling.settle(delivery, endpoint, attempt));
    }

    private void tellBreaker(Attempt attempt) {
        if (attempt.succeeded()) {
            breaker.succeeded();
            return;
        }
        breaker.failed();
        Duration asked = attempt.retryAfter();
        if (attempt.isThrottled() && asked != null) {
            breaker.pause(asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked);
        }
    }
}
