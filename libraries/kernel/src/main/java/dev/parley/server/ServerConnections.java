package dev.parley.server;

import io.quarkus.arc.Unremovable;
import io.quarkus.micrometer.runtime.binder.vertx.HttpRequestMetric;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.core.spi.VertxMetricsFactory;
import io.vertx.core.spi.metrics.HttpServerMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.core.spi.observability.HttpResponse;
import jakarta.inject.Singleton;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * What holds for every connection of every port of a service, the management port included.
 *
 * <pre>
 *   a connection begins  {@link StrictTransport}: strict about framing, watched by a {@link SlowReader}
 *   a request begins     head not acceptable ({@link RequestHead}) ──► refused and closed before the router sees it
 *   a response begins    {@link UnreadBody}: Connection: close
 *   a response ends      {@link UnreadBody}: closed; {@link RouteTag}: the route, never the address
 * </pre>
 *
 * <p>Quarkus sets no handler for requests that fail before the router, and the server takes none once it listens; the metrics
 * are told of each request before its connection chooses a handler, so they are where another can be set.
 */
@Singleton
@Unremovable
public class ServerConnections implements VertxOptionsCustomizer, ObservedRequests.Observer {
    private final RefusalBody body;
    private final HttpServerOptions limits;

    ServerConnections(
            RefusalBody body,
            @ConfigProperty(name = "quarkus.http.limits.max-header-size", defaultValue = "20K") MemorySize header,
            @ConfigProperty(name = "quarkus.http.limits.max-initial-line-length", defaultValue = "4096") int line,
            @ConfigProperty(name = "quarkus.http.limits.max-chunk-size", defaultValue = "8192") MemorySize chunk) {
        this.body = body;
        this.limits = new HttpServerOptions()
                .setMaxHeaderSize((int) header.asLongValue())
                .setMaxInitialLineLength(line)
                .setMaxChunkSize((int) chunk.asLongValue());
    }

    @Override
    public void accept(VertxOptions options) {
        MetricsOptions metrics = options.getMetricsOptions();
        VertxMetricsFactory factory = metrics == null ? null : metrics.getFactory();
        options.setMetricsOptions(new MetricsOptions().setEnabled(true).setFactory(new Factory(factory)));
    }

    /** Vert.x asks it before it is built, also for the transport. */
    private final class Factory implements VertxMetricsFactory {
        private final @Nullable VertxMetricsFactory factory;

        Factory(@Nullable VertxMetricsFactory factory) {
            this.factory = factory;
        }

        @Override
        public void init(VertxBuilder builder) {
            builder.findTransport(new StrictTransport(limits));
            VertxMetricsFactory.super.init(builder);
        }

        @Override
        public VertxMetrics metrics(VertxOptions options) {
            return observing(factory == null ? new VertxMetrics() {} : factory.metrics(options));
        }
    }

    private VertxMetrics observing(VertxMetrics metrics) {
        return (VertxMetrics) Proxy.newProxyInstance(
                VertxMetrics.class.getClassLoader(), interfacesOf(metrics), (proxy, method, arguments) -> {
                    try {
                        Object made = method.invoke(metrics, arguments);
                        return method.getName().equals("createHttpServerMetrics")
                                ? new ObservedRequests<>((HttpServerMetrics<?, ?, ?>) made, this)
                                : made;
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }

    /** Quarkus asks its own metrics for more than Vert.x does, so the proxy has all their interfaces. */
    private static Class<?>[] interfacesOf(VertxMetrics metrics) {
        Set<Class<?>> all = new LinkedHashSet<>(Set.of(VertxMetrics.class));
        for (Class<?> type = metrics.getClass(); type != null; type = type.getSuperclass()) {
            all.addAll(List.of(type.getInterfaces()));
        }
        return all.toArray(Class<?>[]::new);
    }

    @Override
    public void requestBegins(HttpRequest begun) {
        if (begun instanceof HttpServerRequest request
                && request.connection() instanceof HttpServerConnection connection) {
            if (request.decoderResult().isFailure()) {
                connection.invalidRequestHandler(this::refuse);
            } else if (!RequestHead.isAcceptable(request)) {
                connection.handler(this::refuse);
            }
        }
    }

    @Override
    public void responseBegins(HttpRequestMetric metric, HttpResponse response) {
        UnreadBody.announceClose(metric.request(), response);
    }

    @Override
    public void responseEnds(HttpRequestMetric metric, HttpResponse response) {
        RouteTag.settle(metric, response.statusCode());
        UnreadBody.close(metric.request(), response);
    }

    @Override
    public void requestResets(HttpRequestMetric metric) {
        RouteTag.settle(metric, 0);
    }

    private void refuse(HttpServerRequest request) {
        int status = RequestHead.statusOf(request.decoderResult().cause());
        String text = body.of(status);
        HttpServerResponse response = request.response().setStatusCode(status).putHeader("Connection", "close");
        if (!text.isEmpty()) {
            response.putHeader("Content-Type", "application/json");
        }
        response.end(text);
        response.close();
    }
}
