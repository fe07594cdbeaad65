package dev.parley.fanout.delivery;

import java.time.Duration;

/** What follows from an attempt. */
public sealed interface DeliveryOutcome {
    record Delivered() implements DeliveryOutcome {}

    /** @param after from now until the next attempt */
    record TryAgain(Duration after) implements DeliveryOutcome {}

    /** No further attempt: all were used, or the endpoint said it is gone. */
    record GivenUp() implements DeliveryOutcome {}
}
