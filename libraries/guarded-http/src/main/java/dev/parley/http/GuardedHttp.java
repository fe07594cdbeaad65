package dev.parley.http;

import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Calls URLs that customers give: webhooks and media.
 *
 * <pre>
 *   look the name up ──► address allowed? ──no──► NotAllowed
 *                              │yes
 *         connect to that address (name kept for Host and TLS) ──► send ──► head of the answer
 *                              ▲                                                │
 *                              └── check the new target ◄── redirect, if any may be followed
 *                                                                               │
 *                                                                            Opened
 * </pre>
 *
 * A call never fails and never outlives its deadline, body included. Connections are kept alive per address and host;
 * how many are open at once is the caller's to bound.
 *
 * <p>Made when the process starts: a client made within a request would belong to the HTTP server, and end with it when
 * the process is told to stop, while calls are under way.
 */
@Startup
@ApplicationScoped
public class GuardedHttp {
    private final Vertx vertx;
    private final Context shared;
    private final HttpClient client;
    private final HostAddresses addresses;
    private final CustomerUrls urls;

    public GuardedHttp(Vertx vertx, GuardedHttpConfig config, HostAddresses addresses, CustomerUrls urls) {
        this.vertx = vertx;
        this.shared = vertx.getOrCreateContext();
        this.addresses = addresses;
        this.urls = urls;
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setSslHandshakeTimeout(config.connectTimeout().toSeconds())
                .setKeepAliveTimeout((int) config.keepAlive().toSeconds())
                .setVerifyHost(true)
                .setForceSni(true)
                .setTcpNoDelay(true);
        // Callers bound their own concurrency; a bound here would let one slow host hold up its neighbours on it.
        client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(100_000));
    }

    public Uni<GuardedAnswer> call(GuardedCall call) {
        return Uni.createFrom().emitter(answer -> {
            Exchange exchange = new Exchange(vertx, client, addresses, urls, answer);
            answer.onTermination(exchange::abandon);
            onOneLoop(() -> exchange.begin(call));
        });
    }

    /** A call stays on its caller's event loop; callers that are on none share one, and so its connections. */
    private void onOneLoop(Runnable begin) {
        Context caller = Vertx.currentContext();
        if (caller != null && caller.isEventLoopContext()) {
            begin.run();
        } else {
            shared.runOnContext(here -> begin.run());
        }
    }

    @PreDestroy
    void close() {
        var closing = client.close();
        closing.onFailure(ignored -> {});
    }
}
