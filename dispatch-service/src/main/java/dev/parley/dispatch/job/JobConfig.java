package dev.parley.dispatch.job;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Work for the platforms that nobody waits for. */
@ConfigMapping(prefix = "parley.dispatch.jobs")
public interface JobConfig {
    /** How often due jobs are looked for. */
    @WithDefault("250ms")
    Duration scanEvery();

    /** How long one attempt may take; a job whose dispatcher died is taken up again after twice as long. */
    @WithDefault("60s")
    Duration deadline();

    /** The wait after the first failed attempt; it doubles with each further one. */
    @WithDefault("2s")
    Duration firstWait();

    /** The longest wait between attempts. */
    @WithDefault("10m")
    Duration longestWait();

    /** Attempts before a job is dropped. */
    @WithDefault("10")
    int attempts();
}
