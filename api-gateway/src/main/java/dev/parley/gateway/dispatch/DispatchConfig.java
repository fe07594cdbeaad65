package dev.parley.gateway.dispatch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Actions that a customer waits for. */
@ConfigMapping(prefix = "parley.actions")
public interface DispatchConfig {
    /** After this the customer is told that the platform did not answer; longer than dispatch's own deadline. */
    @WithDefault("25s")
    Duration deadline();

    /** How many actions of one customer on one platform may be under way at a time. */
    @WithDefault("16")
    int atATime();

    /** How many more of them wait; what does not fit is answered 503. */
    @WithDefault("64")
    int waiting();

    /** How many actions of all customers on one platform may be under way at a time. */
    @WithDefault("64")
    int atATimePerPlatform();
}
