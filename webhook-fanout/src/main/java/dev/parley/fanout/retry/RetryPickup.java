package dev.parley.fanout.retry;

import dev.parley.fanout.delivery.Delivery;
import dev.parley.fanout.delivery.EndpointQueues;
import dev.parley.fanout.delivery.Origin;
import dev.parley.fanout.loop.Drainable;
import dev.parley.fanout.loop.FanoutConfig;
import dev.parley.fanout.loop.FanoutLoop;
import dev.parley.fanout.subscription.Subscriptions;
import dev.parley.id.WebhookId;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Takes due deliveries from the retry queue; any replica may take any.
 *
 * <pre>
 *   which endpoints have rows? ──► disabled or deleted ──► drop their rows
 *            │
 *   due, and its lane has room ──► claim as many (lease, skip locked) ──► lanes
 * </pre>
 *
 * An endpoint's dead weight costs one index probe, not a scan. What is taken a second is limited, so that a storm of
 * due deliveries leaves room for fresh ones.
 */
@Startup
@ApplicationScoped
public class RetryPickup implements Drainable {
    private static final Logger LOG = Logger.getLogger(RetryPickup.class);
    /** While there is more to take than one look takes, look again this soon. */
    private static final Duration SOON = Duration.ofMillis(50);

    private final RetryTable table;
    private final RetryQueue queue;
    private final EndpointQueues lanes;
    private final Subscriptions subscriptions;
    private final FanoutLoop loop;
    private final FanoutConfig config;
    private final Origin fromQueue;
    private boolean looking;

    RetryPickup(
            RetryTable table,
            RetryQueue queue,
            EndpointQueues lanes,
            Subscriptions subscriptions,
            FanoutLoop loop,
            FanoutConfig config) {
        this.table = table;
        this.queue = queue;
        this.lanes = lanes;
        this.subscriptions = subscriptions;
        this.loop = loop;
        this.config = config;
        this.fromQueue = new FromQueue(queue);
    }

    @PostConstruct
    void start() {
        loop.run(() -> loop.after(config.pickUpEvery(), this::look));
    }

    private void look() {
        looking = true;
        table.waiting()
                .call(waiting -> dropOrphans(waiting))
                .flatMap(this::claim)
                .subscribe()
                .with(takenSome -> lookAgain(takenSome ? SOON : config.pickUpEvery()), failure -> {
                    LOG.debugf("retry queue not read: %s", failure);
                    lookAgain(config.pickUpEvery());
                });
    }

    private void lookAgain(Duration pause) {
        looking = false;
        loop.after(pause, this::look);
    }

    @Override
    public boolean isIdle() {
        return !looking;
    }

    private Uni<Void> dropOrphans(Map<WebhookId, Boolean> waiting) {
        List<WebhookId> unknown = new ArrayList<>();
        for (WebhookId endpoint : waiting.keySet()) {
            if (subscriptions.find(endpoint).isEmpty()) {
                unknown.add(endpoint);
            }
        }
        if (unknown.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return table.drop(unknown)
                .invoke(dropped -> {
                    if (dropped > 0) {
                        LOG.infof("dropped %d deliveries of disabled or deleted endpoints", dropped);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Boolean> claim(Map<WebhookId, Boolean> waiting) {
        Map<WebhookId, Integer> room = shareOut(waiting);
        if (room.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        return table.claim(room).invoke(this::deliver).map(claimed -> !claimed.isEmpty());
    }

    /** Room of the lanes that have something due, within what may be taken at one look. */
    private Map<WebhookId, Integer> shareOut(Map<WebhookId, Boolean> waiting) {
        int left = Math.max(1, (int) (config.pickUpsPerSecond() * SOON.toMillis() / 1000));
        Map<WebhookId, Integer> room = new HashMap<>();
        for (Map.Entry<WebhookId, Boolean> entry : waiting.entrySet()) {
            WebhookId endpoint = entry.getKey();
            if (left > 0 && entry.getValue() && subscriptions.find(endpoint).isPresent()) {
                int free = Math.min(left, lanes.room(endpoint));
                if (free > 0) {
                    room.put(endpoint, free);
                    left -= free;
                }
            }
        }
        return room;
    }

    private void deliver(List<RetryTable.Claimed> claimed) {
        for (RetryTable.Claimed taken : claimed) {
            if (taken.event() == null) {
                LOG.warnf("event %s is past its retention, its delivery is dropped", taken.eventId());
                queue.forget(taken.eventId(), taken.endpoint());
            } else {
                lanes.offerStored(new Delivery(taken.event(), taken.endpoint(), taken.attempt(), fromQueue));
            }
        }
    }
}
