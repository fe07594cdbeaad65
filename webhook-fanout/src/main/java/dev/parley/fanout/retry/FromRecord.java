package dev.parley.fanout.retry;

import dev.parley.fanout.delivery.Delivery;
import dev.parley.fanout.delivery.DeliveryOutcome;
import dev.parley.fanout.delivery.Origin;
import java.time.Duration;

/** A delivery fresh from a Kafka record, which waits until it is done or stored. */
public final class FromRecord implements Origin {
    private final RetryQueue queue;
    private final Runnable handled;
    private boolean stored;

    /** @param handled called exactly once: the record owes nothing to this endpoint any more */
    public FromRecord(RetryQueue queue, Runnable handled) {
        this.queue = queue;
        this.handled = handled;
    }

    @Override
    public void settled(Delivery delivery, DeliveryOutcome verdict) {
        switch (verdict) {
            case DeliveryOutcome.Delivered ok -> over(delivery);
            case DeliveryOutcome.GivenUp none -> over(delivery);
            case DeliveryOutcome.TryAgain again -> tryAgain(delivery, again.after());
        }
    }

    @Override
    public void dropped(Delivery delivery) {
        over(delivery);
    }

    @Override
    public void postponed(Delivery delivery) {
        queue.add(delivery, delivery.attempt(), Duration.ZERO, handled);
    }

    /** Never taken from storage, so the same. */
    @Override
    public void givenBack(Delivery delivery) {
        postponed(delivery);
    }

    @Override
    public void unanswered(Delivery delivery) {
        stored = true;
        queue.addLeased(delivery, handled);
    }

    private void over(Delivery delivery) {
        if (stored) {
            queue.finish(delivery);
        } else {
            handled.run();
        }
    }

    private void tryAgain(Delivery delivery, Duration after) {
        if (stored) {
            queue.postpone(delivery, delivery.attempt() + 1, after);
        } else {
            queue.add(delivery, delivery.attempt() + 1, after, handled);
        }
    }
}
