package dev.parley.server;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Answers requests that the router refuses (no host, no valid path) with their status alone. The framework would log
 * each as an error, and a stranger could fill the log.
 */
@ApplicationScoped
public class ClientErrors {
    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;
    /** Behind what a service has of its own. */
    private static final int ORDER = -900;

    void register(@Observes Router router) {
        router.route().order(ORDER).failureHandler(ClientErrors::answer);
    }

    private static void answer(RoutingContext context) {
        HttpServerResponse response = context.response();
        int status = context.statusCode();
        if (status >= CLIENT_ERROR && status < SERVER_ERROR && !response.headWritten() && !response.ended()) {
            response.setStatusCode(status).end();
        } else {
            context.next();
        }
    }
}
