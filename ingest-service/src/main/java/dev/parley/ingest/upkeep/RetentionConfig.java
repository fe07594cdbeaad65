package dev.parley.ingest.upkeep;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long things are kept. */
@ConfigMapping(prefix = "parley.retention")
public interface RetentionConfig {
    /** Days for which events are kept and can be replayed. */
    @WithDefault("30")
    int eventDays();

    /** Days for which the delivery log is kept. */
    @WithDefault("30")
    int attemptDays();

    /** For how long a repeated delivery of an edit, reaction or referral is recognised; longer than any platform retries. */
    @WithDefault("7d")
    Duration seen();
}
