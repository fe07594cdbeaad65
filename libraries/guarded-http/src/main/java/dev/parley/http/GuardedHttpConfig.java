package dev.parley.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Calls to URLs that customers or strangers give. */
@ConfigMapping(prefix = "parley.http")
public interface GuardedHttpConfig {
    /** Lets customers' URLs be {@code http} and point at this machine; only for trying out and for tests. */
    @WithDefault("false")
    boolean allowInsecure();

    /** Networks, as {@code address/bits}, that URLs of customers and accounts may reach although they are not public. */
    Optional<List<String>> allowedNetworks();

    /** How long making a connection may take. */
    @WithDefault("10s")
    Duration connectTimeout();

    /** How long an unused connection is kept. */
    @WithDefault("30s")
    Duration keepAlive();

    /** How long a name's addresses are remembered; each is checked again before every connection. */
    @WithDefault("10s")
    Duration nameCache();

    /** Name servers to ask, as {@code address:port}, instead of the system's. */
    Optional<List<String>> nameServers();
}
