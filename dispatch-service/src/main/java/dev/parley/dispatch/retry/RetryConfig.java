package dev.parley.dispatch.retry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** When a send that failed is tried again. */
@ConfigMapping(prefix = "parley.dispatch.retry")
public interface RetryConfig {
    /** The waits between attempts; after the last one the send has failed. A platform's own wait stands above it. */
    @WithDefault("5s,30s,1m,5m,15m,30m,60m")
    List<Duration> schedule();

    /** By which share each wait is made longer or shorter at random, so that what failed together does not return together. */
    @WithDefault("0.2")
    double jitter();
}
