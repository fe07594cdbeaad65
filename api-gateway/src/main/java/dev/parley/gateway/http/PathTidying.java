package dev.parley.gateway.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * First at the door: {@code //api/chats} means {@code /api/chats} (some clients join a base with a trailing slash),
 * every answer carries an {@code X-Request-Id}, and the API answers JSON whatever the request would rather have.
 */
@ApplicationScoped
public class PathTidying {
    static final int PRIORITY = 300;
    private static final String REQUEST_ID = "X-Request-Id";
    private static final Pattern SAFE_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    void register(@Observes Filters filters) {
        filters.register(this::tidy, PRIORITY);
    }

    private void tidy(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = request.path();
        if (path != null && path.contains("//")) {
            context.reroute(path.replaceAll("/{2,}", "/"));
            return;
        }
        if (path == null || !ApiPaths.isApi(path)) {
            context.next();
            return;
        }
        String asked = request.getHeader(REQUEST_ID);
        String id = asked != null && SAFE_ID.matcher(asked).matches()
                ? asked
                : UUID.randomUUID().toString();
        context.response().putHeader(REQUEST_ID, id);
        request.headers().set("Accept", "application/json");
        if (BROKEN_ESCAPE.matcher(request.uri()).find()) {
            answer(context, Refusal.unreadable());
            return;
        }
        context.next();
    }

    /** For refusals before the request has reached a resource. */
    static void answer(RoutingContext context, Refusal refusal) {
        if (context.response().ended()) {
            return;
        }
        context.response()
                .setStatusCode(refusal.status())
                .putHeader("Content-Type", "application/json")
                .end(refusal.body().toString());
    }
}
