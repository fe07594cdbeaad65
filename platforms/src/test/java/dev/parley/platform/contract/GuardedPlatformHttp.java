package dev.parley.platform.contract;

import dev.parley.http.ForeignUrls;
import dev.parley.http.GuardedHttpConfig;
import dev.parley.http.HostAddresses;
import dev.parley.platform.http.PlatformHttp;
import dev.parley.platform.http.PlatformHttpConfig;
import io.vertx.mutiny.core.Vertx;
import java.time.Duration;
import java.util.Map;

/** The client that platforms are called with, as an application would have it, on a Vert.x of its own. */
public final class GuardedPlatformHttp implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HostAddresses addresses;
    private final PlatformHttp client;

    /** @param settings of {@code parley.http} and {@code parley.platform-http} */
    public GuardedPlatformHttp(Map<String, String> settings) {
        GuardedHttpConfig config = Configs.of(GuardedHttpConfig.class, settings);
        addresses = new HostAddresses(config, vertx.getDelegate());
        client = new PlatformHttp(
                vertx, Configs.of(PlatformHttpConfig.class, settings), new ForeignUrls(config, addresses));
    }

    public PlatformHttp client() {
        return client;
    }

    @Override
    public void close() {
        addresses.close();
        vertx.close().await().atMost(Duration.ofSeconds(10));
    }
}
