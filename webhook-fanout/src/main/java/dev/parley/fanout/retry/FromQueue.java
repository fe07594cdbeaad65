package dev.parley.fanout.retry;

import dev.parley.fanout.delivery.Delivery;
import dev.parley.fanout.delivery.DeliveryOutcome;
import dev.parley.fanout.delivery.Origin;
import java.time.Duration;

/** A delivery taken from the retry queue: its row stays, leased, until it is done. */
final class FromQueue implements Origin {
    private final RetryQueue queue;

    FromQueue(RetryQueue queue) {
        this.queue = queue;
    }

    @Override
    public void settled(Delivery delivery, DeliveryOutcome verdict) {
        switch (verdict) {
            case DeliveryOutcome.Delivered ok -> queue.finish(delivery);
            case DeliveryOutcome.GivenUp none -> queue.finish(delivery);
            case DeliveryOutcome.TryAgain again -> queue.postpone(delivery, delivery.attempt() + 1, again.after());
        }
    }

    @Override
    public void dropped(Delivery delivery) {
        queue.finish(delivery);
    }

    /** Its lease ends by itself; then anybody may take it. */
    @Override
    public void postponed(Delivery delivery) {}

    @Override
    public void givenBack(Delivery delivery) {
        queue.postpone(delivery, delivery.attempt(), Duration.ZERO);
    }

    @Override
    public void unanswered(Delivery delivery) {}
}
