package dev.parley.fanout.subscription;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When an endpoint that keeps failing is left alone for a while. */
@ConfigMapping(prefix = "parley.fanout-breaker")
public interface BreakerConfig {
    /** The latest outcomes of an endpoint that are looked at. */
    @WithDefault("20")
    int window();

    /** No breaker opens on fewer outcomes than this. */
    @WithDefault("10")
    int minimum();

    /** The share of failures at which it opens. */
    @WithDefault("0.5")
    double share();

    /** How long it stays open before one delivery may probe; doubles with every failed probe. */
    @WithDefault("5s")
    Duration open();

    /** The longest it stays open. */
    @WithDefault("60s")
    Duration longestOpen();
}
