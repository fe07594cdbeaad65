package dev.parley.gateway.http;

import dev.parley.gateway.error.ApiException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.quarkus.arc.Unremovable;
import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.core.spi.VertxMetricsFactory;
import io.vertx.core.spi.metrics.HttpServerMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import io.vertx.core.spi.observability.HttpRequest;
import jakarta.inject.Singleton;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes the contract's shape where the server refuses a request before it reaches the router: lines and headers that are too
 * long, lines that are none, addresses that are no URI.
 *
 * <p>Quarkus sets no handler for these, and the server takes none once it listens; the metrics are told of each request before
 * its connection chooses a handler, so they are where another can be set.
 */
@Singleton
@Unremovable
public class ConnectionRefusals implements VertxOptionsCustomizer {
    private static final int LONG_LINE = 414;
    private static final int LARGE_HEADERS = 431;
    /** Most addresses are of these; others are asked for their syntax. */
    private static final Pattern PLAIN = Pattern.compile("/(?!/)(?:[A-Za-z0-9/_.~?=&:,@!*()+$-]|%[0-9A-Fa-f]{2})*+");

    @Override
    public void accept(VertxOptions options) {
        MetricsOptions metrics = options.getMetricsOptions();
        VertxMetricsFactory factory = metrics == null ? null : metrics.getFactory();
        options.setMetricsOptions(new MetricsOptions()
                .setEnabled(true)
                .setFactory(all -> observing(factory == null ? new VertxMetrics() {} : factory.metrics(all))));
    }

    private static VertxMetrics observing(VertxMetrics metrics) {
        return (VertxMetrics) Proxy.newProxyInstance(
                VertxMetrics.class.getClassLoader(), interfacesOf(metrics), (proxy, method, arguments) -> {
                    try {
                        Object made = method.invoke(metrics, arguments);
                        return method.getName().equals("createHttpServerMetrics")
                                ? new ObservedRequests<>((HttpServerMetrics<?, ?, ?>) made, ConnectionRefusals::inspect)
                                : made;
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }

    /** Quarkus asks its own metrics for more than Vert.x does, so what stands before them has all their interfaces. */
    private static Class<?>[] interfacesOf(VertxMetrics metrics) {
        Set<Class<?>> all = new LinkedHashSet<>(Set.of(VertxMetrics.class));
        for (Class<?> type = metrics.getClass(); type != null; type = type.getSuperclass()) {
            all.addAll(List.of(type.getInterfaces()));
        }
        return all.toArray(Class<?>[]::new);
    }

    private static void inspect(HttpRequest begun) {
        if (begun instanceof HttpServerRequest request
                && request.connection() instanceof HttpServerConnection connection) {
            if (request.decoderResult().isFailure()) {
                connection.invalidRequestHandler(ConnectionRefusals::refuse);
            } else if (!isAddress(request.uri())) {
                connection.handler(ConnectionRefusals::refuse);
            }
        }
    }

    private static boolean isAddress(String uri) {
        if (PLAIN.matcher(uri).matches()) {
            return true;
        }
        try {
            new URI(uri);
            return true;
        } catch (URISyntaxException broken) {
            return false;
        }
    }

    private static void refuse(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        ApiException refusal = switch (cause) {
            case TooLongHttpLineException _ -> ApiException.of(LONG_LINE, "URI too long");
            case TooLongHttpHeaderException _ -> ApiException.of(LARGE_HEADERS, "Request header fields too large");
            case null, default -> ApiException.unreadable();
        };
        request.response()
                .setStatusCode(refusal.status())
                .putHeader("Content-Type", "application/json")
                .putHeader("Connection", "close")
                .end(refusal.body().toString());
        request.response().close();
    }
}
