package dev.parley.sandbox.control;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Answers requests that the router refuses, such as one without a host, with their status alone instead of an error id. */
@ApplicationScoped
class UnroutableRequests {
    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;
    private static final int FIRST = -900;

    void register(@Observes Router router) {
        router.route().order(FIRST).failureHandler(UnroutableRequests::answer);
    }

    private static void answer(RoutingContext context) {
        HttpServerResponse response = context.response();
        int status = context.statusCode();
        if (status >= CLIENT_ERROR && status < SERVER_ERROR && !response.headWritten()) {
            response.setStatusCode(status).end();
        } else {
            context.next();
        }
    }
}
