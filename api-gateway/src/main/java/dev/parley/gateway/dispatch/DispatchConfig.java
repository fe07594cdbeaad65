package dev.parley.gateway.dispatch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long an action may take that somebody waits for. */
@ConfigMapping(prefix = "parley.actions")
public interface DispatchConfig {
    /** After this the customer is told that the platform did not answer; longer than dispatch's own deadline. */
    @WithDefault("25s")
    Duration deadline();
}
