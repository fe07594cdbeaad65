package dev.parley.fanout.delivery;

import java.time.Duration;

/** What follows from an attempt. */
public sealed interface Verdict {
    record Delivered() implements Verdict {}

    /** @param after from now until the next attempt */
    record TryAgain(Duration after) implements Verdict {}

    /** No further attempt: all were used, or the endpoint said it is gone. */
    record GivenUp() implements Verdict {}
}
