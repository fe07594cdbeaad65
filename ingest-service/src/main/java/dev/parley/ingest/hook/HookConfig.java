package dev.parley.ingest.hook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of the webhook endpoint. */
@ConfigMapping(prefix = "parley.hooks")
public interface HookConfig {
    /** Largest delivery in bytes; a larger one is answered 413. */
    @WithDefault("1048576")
    long bodyLimit();

    /** How long Kafka may take to acknowledge a delivery before the platform is told 503 and comes again. */
    @WithDefault("4s")
    Duration acknowledgeWithin();
}
