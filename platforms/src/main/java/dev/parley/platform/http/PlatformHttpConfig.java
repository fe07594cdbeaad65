package dev.parley.platform.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The HTTP client that calls platforms. */
@ConfigMapping(prefix = "parley.platform-http")
public interface PlatformHttpConfig {
    /** Connections kept per platform host; a call that finds none free waits within its own deadline. */
    @WithDefault("512")
    int connectionsPerHost();

    /** Calls that may wait for a connection; beyond it a call counts as never made. */
    @WithDefault("4096")
    int waitingCalls();

    /** How long making a connection may take. */
    @WithDefault("5s")
    Duration connectTimeout();

    /** How long an unused connection is kept; shorter than platforms do, so that they rarely close one in use. */
    @WithDefault("20s")
    Duration keepAlive();

    /** The largest answer that is read; platforms' answers to calls are small. */
    @WithDefault("4194304")
    int largestAnswer();
}
