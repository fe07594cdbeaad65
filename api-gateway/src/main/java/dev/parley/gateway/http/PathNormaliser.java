package dev.parley.gateway.http;

import dev.parley.gateway.error.ApiException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The first filter: everything behind it sees one spelling of a path ({@link NormalPath}).
 *
 * <pre>
 *   the normal spelling      ──► on
 *   another spelling of one  ──► rerouted as the normal one, with its query
 *   what has none            ──► 400
 * </pre>
 *
 * It also gives every answer of the API an {@code X-Request-Id}, and makes it JSON regardless of {@code Accept}.
 */
@ApplicationScoped
public class PathNormaliser {
    static final int PRIORITY = 1000;
    private static final String REQUEST_ID = "X-Request-Id";
    private static final Pattern SAFE_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    void register(@Observes Filters filters) {
        filters.register(this::normalise, PRIORITY);
    }

    private void normalise(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = request.path();
        String normal = path == null ? null : NormalPath.of(path);
        if (normal == null || hasBrokenEscape(request.query())) {
            identify(context);
            RouterRefusals.answerUnread(context, ApiException.unreadable());
        } else if (normal.equals(path)) {
            if (ApiPaths.isApi(path)) {
                identify(context);
                request.headers().set("Accept", "application/json");
            }
            context.next();
        } else {
            String query = request.query();
            context.reroute(query == null ? normal : normal + '?' + query);
        }
    }

    private static boolean hasBrokenEscape(@Nullable String query) {
        return query != null && BROKEN_ESCAPE.matcher(query).find();
    }

    private static void identify(RoutingContext context) {
        String asked = context.request().getHeader(REQUEST_ID);
        String id = asked != null && SAFE_ID.matcher(asked).matches()
                ? asked
                : UUID.randomUUID().toString();
        context.response().putHeader(REQUEST_ID, id);
    }
}
