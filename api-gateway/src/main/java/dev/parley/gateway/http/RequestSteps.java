package dev.parley.gateway.http;

import dev.parley.trace.RequestStep;
import dev.parley.trace.Step;
import dev.parley.trace.TraceHeader;
import dev.parley.trace.Tracing;
import io.opentelemetry.api.trace.SpanKind;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Makes each call of the API a step of a trace: the customer's own, where the call carries a {@code traceparent}. */
@ApplicationScoped
class RequestSteps {
    private static final int PRIORITY = PathNormaliser.PRIORITY - 100;

    private final Tracing tracing;

    RequestSteps(Tracing tracing) {
        this.tracing = tracing;
    }

    void register(@Observes Filters filters) {
        filters.register(this::trace, PRIORITY);
    }

    private void trace(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = request.path();
        if (path != null && ApiPaths.isApi(path)) {
            String name = Tracing.nameOf(request.method().name(), path);
            Step step = tracing.enter(name, SpanKind.SERVER, request.getHeader(TraceHeader.NAME));
            RequestStep.keep(step);
            context.addEndHandler(ended ->
                    step.with("status", context.response().getStatusCode()).end());
        }
        context.next();
    }
}
