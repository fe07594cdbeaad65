package dev.parley.dispatch.throttle;

import java.time.Duration;

/** The answer to "may I call now?". */
public sealed interface Permit {
    /** Now, once. */
    record Granted() implements Permit {}

    /** Not before so long; ask again then. */
    record Later(Duration dueIn) implements Permit {}
}
