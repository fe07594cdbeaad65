package dev.parley.poller;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often and how hard platforms are asked. */
@ConfigMapping(prefix = "parley.poller")
public interface PollerConfig {
    /** How often a profile is asked about. */
    @WithDefault("5m")
    Duration interval();

    /** How often a profile is asked about while something happens there, or when it has just been connected. */
    @WithDefault("10s")
    Duration busyInterval();

    /** For how long after its last event a profile counts as busy. */
    @WithDefault("15m")
    Duration busyFor();

    /** Profiles that one replica asks about at the same time. */
    @WithDefault("16")
    int parallel();

    /** Within which a platform must have answered one request. */
    @WithDefault("20s")
    Duration pageDeadline();

    /** For how long a replica has a profile to itself; renewed with every page. */
    @WithDefault("90s")
    Duration lease();

    /** Most pages of one profile in a row; then others have their turn first. */
    @WithDefault("50")
    int mostPages();

    /** Requests per second that all replicas together make to one host. */
    @WithDefault("8")
    double requestsPerSecond();
}
