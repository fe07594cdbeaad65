package dev.parley.dispatch.job;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What is done for every connected account now and then. */
@ConfigMapping(prefix = "parley.dispatch.rounds")
public interface RoundsConfig {
    /** How often accounts are looked for that need something: a token that ends, a subscription nobody looks at. */
    @WithDefault("1m")
    Duration lookEvery();

    /** How often it is asked whether a platform still delivers an account's webhooks. */
    @WithDefault("6h")
    Duration checkSubscriptionEvery();

    /** The wait before a token that could not be renewed is tried again. */
    @WithDefault("1d")
    Duration renewAgainAfter();
}
