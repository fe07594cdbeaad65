package dev.parley.server;

import io.quarkus.micrometer.runtime.binder.vertx.HttpRequestMetric;
import org.jspecify.annotations.Nullable;

/**
 * Keeps addresses that strangers choose out of the metrics: without a template the framework would use the address itself
 * as the {@code uri} tag, and their number is bounded.
 */
final class RouteTag {
    /** Of a request that no route took, as it was refused before. */
    static final String UNROUTED = "/unrouted";

    private static final int NOT_FOUND = 404;
    private static final int REDIRECTION = 300;
    private static final int CLIENT_ERROR = 400;
    /** Where the framework keeps the path of the last route. */
    private static final String LAST_ROUTE = "VertxRoute";

    private RouteTag() {}

    /** A template of the route itself stands above this one. */
    static void settle(HttpRequestMetric metric, int status) {
        boolean fixedAlready = status == NOT_FOUND || status >= REDIRECTION && status < CLIENT_ERROR;
        String route = metric.request().context().getLocal(LAST_ROUTE);
        if (!fixedAlready && !hasParameter(route)) {
            metric.setTemplatePath(route == null || route.isEmpty() || route.equals("/") ? UNROUTED : route);
        }
    }

    /** The framework itself makes a template of such a route. */
    private static boolean hasParameter(@Nullable String route) {
        return route != null && route.contains(":");
    }
}
