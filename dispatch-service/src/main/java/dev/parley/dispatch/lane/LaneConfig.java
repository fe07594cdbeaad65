package dev.parley.dispatch.lane;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many lanes a dispatcher holds, and for how long. */
@ConfigMapping(prefix = "parley.dispatch")
public interface LaneConfig {
    /** Lanes held at the same time, and so platform calls under way. */
    @WithDefault("512")
    int slots();

    /** How long a platform call may take in all; uploads included. */
    @WithDefault("20s")
    Duration callDeadline();

    /** How long a claimed lane is left to its owner, on the database's clock; well above the call's deadline. */
    @WithDefault("60s")
    Duration lease();

    /** How often due lanes are looked for when nothing wakes them. */
    @WithDefault("200ms")
    Duration scanEvery();

    /** How long sends of a profile whose token was lost are held before they fail. */
    @WithDefault("24h")
    Duration holdFor();

    /** How long the platform is asked about a send whose outcome is unknown before the send fails. */
    @WithDefault("10m")
    Duration askFor();

    /** How long a stopping dispatcher waits for the calls under way. */
    @WithDefault("22s")
    Duration drainFor();
}
