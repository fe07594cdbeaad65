package dev.parley.watch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Copies of configuration in memory. */
@ConfigMapping(prefix = "parley.watch")
public interface WatchConfig {
    /** How often every process asks whether keys, profiles or webhooks changed; a change is known everywhere after this long. */
    @WithDefault("500ms")
    Duration every();
}
