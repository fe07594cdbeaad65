package dev.parley.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How tests wait: they look at once, and then often. What they wait for is mostly there within milliseconds. */
public final class Waiting {
    private static final Duration LOOK_EVERY = Duration.ofMillis(25);

    private Waiting() {}

    /** To be told how long at most, and for what; a wait that costs something with every look is told how often, too. */
    public static ConditionFactory await() {
        return Awaitility.await().pollDelay(Duration.ZERO).pollInterval(LOOK_EVERY);
    }
}
