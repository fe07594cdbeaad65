package dev.parley.fanout.delivery;

import dev.parley.id.DeliveryId;
import dev.parley.id.WebhookId;
import dev.parley.webhook.DeliveryIds;

/** One event on its way to one endpoint, for one attempt. Lives on the fan-out's loop. */
public final class Delivery {
    /** Where it stands in its lane. */
    public enum Stage {
        WAITING,
        CALLING,
        OVER
    }

    private final Event event;
    private final WebhookId endpoint;
    private final int attempt;
    private final Origin origin;
    private final long since = System.nanoTime();
    private Stage stage = Stage.WAITING;

    /** @param attempt counted from 1 */
    public Delivery(Event event, WebhookId endpoint, int attempt, Origin origin) {
        this.event = event;
        this.endpoint = endpoint;
        this.attempt = attempt;
        this.origin = origin;
    }

    public Event event() {
        return event;
    }

    public WebhookId endpoint() {
        return endpoint;
    }

    public int attempt() {
        return attempt;
    }

    public Origin origin() {
        return origin;
    }

    public DeliveryId id() {
        return DeliveryIds.of(event.id(), endpoint);
    }

    public Stage stage() {
        return stage;
    }

    public void enter(Stage next) {
        stage = next;
    }

    /** Taken from storage rather than fresh from a record. */
    public boolean isStored() {
        return event.source() == null;
    }

    public long ageNanos() {
        return System.nanoTime() - since;
    }
}
