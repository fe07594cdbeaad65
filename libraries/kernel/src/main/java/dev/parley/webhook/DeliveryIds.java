package dev.parley.webhook;

import dev.parley.id.DeliveryId;
import dev.parley.id.EventId;
import dev.parley.id.WebhookId;

/**
 * The id of one event's delivery to one endpoint, computed rather than stored: so it stays the same over retries,
 * crashes, replicas, repeated Kafka records and recoveries, and tells the event back.
 *
 * <pre>
 *   event id      | milliseconds (42) | node and counter (21) |
 *   delivery id   | milliseconds (42) |   xor   fold(endpoint) |
 * </pre>
 *
 * Two events never share an id at one endpoint. Subscribers see only their own endpoint's ids.
 */
public final class DeliveryIds {
    private static final int LOW_BITS = 21;
    private static final long LOW_MASK = (1L << LOW_BITS) - 1;
    /** Spreads neighbouring endpoint ids over the low bits (SplitMix64's odd constant). */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private DeliveryIds() {}

    public static DeliveryId of(EventId event, WebhookId endpoint) {
        return new DeliveryId(event.value() ^ fold(endpoint));
    }

    public static EventId eventOf(DeliveryId delivery, WebhookId endpoint) {
        return new EventId(delivery.value() ^ fold(endpoint));
    }

    private static long fold(WebhookId endpoint) {
        return (endpoint.value() * SPREAD >>> (Long.SIZE - LOW_BITS)) & LOW_MASK;
    }
}
