package dev.parley.dispatch.internal;

import dev.parley.trace.RequestStep;
import dev.parley.trace.Step;
import dev.parley.trace.TraceHeader;
import dev.parley.trace.Tracing;
import io.opentelemetry.api.trace.SpanKind;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Makes each action that the gateway asks for a step of the trace it asks in. */
@Singleton
class InternalSteps {
    private static final String STEP = "parley.step";

    private final Tracing tracing;

    InternalSteps(Tracing tracing) {
        this.tracing = tracing;
    }

    @ServerRequestFilter
    void begin(ContainerRequestContext request) {
        String name = Tracing.nameOf(request.getMethod(), request.getUriInfo().getPath());
        Step step = tracing.follow(name, SpanKind.SERVER, request.getHeaderString(TraceHeader.NAME));
        RequestStep.keep(step);
        request.setProperty(STEP, step);
    }

    @ServerResponseFilter
    void end(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(STEP) instanceof Step step) {
            step.with("status", response.getStatus()).end();
        }
    }
}
