package dev.parley.gateway.http;

import dev.parley.gateway.error.ApiException;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Refusals outside of a resource, in the contract's shape. */
@ApplicationScoped
public class RouterRefusals {
    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;

    void register(@Observes Router router) {
        router.route().order(-PathNormaliser.PRIORITY).failureHandler(RouterRefusals::answerFailure);
    }

    private static void answerFailure(RoutingContext context) {
        Throwable failure = context.failure();
        int status = context.statusCode();
        if (failure instanceof ApiException refusal) {
            answer(context, refusal);
        } else if (failure instanceof SecurityException) {
            // Quarkus' exceptions of authentication and authorisation extend it.
            answer(context, denied(context));
        } else if (status >= CLIENT_ERROR && status < SERVER_ERROR) {
            answer(
                    context,
                    FailureShapes.ofStatus(
                            status, HttpResponseStatus.valueOf(status).reasonPhrase()));
        } else {
            answer(
                    context,
                    FailureShapes.of(failure == null ? new IllegalStateException("status " + status) : failure));
        }
    }

    /** What is not allowed: 401 below {@code /api}; anywhere else nothing is there. */
    static ApiException denied(RoutingContext context) {
        return ApiPaths.isApi(context.request().path()) ? ApiException.invalidKey() : ApiException.notFound();
    }

    static void answer(RoutingContext context, ApiException refusal) {
        HttpServerResponse response = context.response();
        if (response.ended()) {
            return;
        }
        if (response.headWritten()) {
            response.reset();
            return;
        }
        response.setStatusCode(refusal.status())
                .putHeader("Content-Type", "application/json")
                .end(refusal.body().toString());
    }

    /** The rest of the body is not read: the connection ends with the answer. */
    static void answerUnread(RoutingContext context, ApiException refusal) {
        HttpServerRequest request = context.request();
        if (!context.response().ended()) {
            context.response().putHeader("Connection", "close");
            answer(context, refusal);
        }
        request.resume();
    }
}
