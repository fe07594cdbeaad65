package dev.parley.dispatch.internal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Actions for which a customer waits. */
@ConfigMapping(prefix = "parley.dispatch.actions")
public interface ActionConfig {
    /** How long the platform has; shorter than the gateway waits. */
    @WithDefault("8s")
    Duration deadline();

    /** How long connecting an account may take: several calls of the platform. */
    @WithDefault("15s")
    Duration connectDeadline();
}
