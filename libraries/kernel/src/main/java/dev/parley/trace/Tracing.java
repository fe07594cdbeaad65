package dev.parley.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Begins the steps of traces. What is handed from step to step is a {@code traceparent}, in headers of requests and
 * records and in the rows that work waits in; nothing hangs on threads.
 *
 * <pre>
 *   REST call ──► message row, parley.outbound ──► send ─────────┐
 *   webhook ────► parley.inbound ──► normalise ──► event row, parley.events ──► deliver ──► subscriber
 *   poll ────────────────────────────────┘
 * </pre>
 *
 * While it is off, every step is {@link Step#UNSEEN} and no row or header holds a traceparent.
 */
@ApplicationScoped
public class Tracing {
    private static final Pattern ID = Pattern.compile("/[a-z]+_[0-9a-z]+");

    private static final TextMapGetter<String> ONE_HEADER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String traceparent) {
            return List.of(TraceHeader.NAME);
        }

        @Override
        public @Nullable String get(@Nullable String traceparent, String name) {
            return name.equals(TraceHeader.NAME) ? traceparent : null;
        }
    };

    private final Tracer tracer;
    private final boolean off;

    /** @param off the toolkit, switched off, still makes spans, only that nobody hears of them */
    public Tracing(OpenTelemetry telemetry, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean off) {
        this.tracer = telemetry.getTracer("parley");
        this.off = off;
    }

    /**
     * The first step of ours.
     *
     * @param caller the caller's traceparent, as far as one is to be believed; null begins a trace
     */
    public Step enter(String name, SpanKind kind, @Nullable String caller) {
        if (off) {
            return Step.UNSEEN;
        }
        Context before = caller == null ? Context.root() : contextOf(caller);
        Span span = tracer.spanBuilder(name).setParent(before).setSpanKind(kind).startSpan();
        return span.getSpanContext().isSampled() ? new Step(span) : Step.UNSEEN;
    }

    /** The step that follows another; {@link Step#UNSEEN} when nobody traces that one. */
    public Step follow(String name, SpanKind kind, @Nullable String cause) {
        return cause == null ? Step.UNSEEN : enter(name, kind, cause);
    }

    /** What a request asks for, without which one of it: traces of a kind share a name. */
    public static String nameOf(String method, String path) {
        return method + " " + ID.matcher(path).replaceAll("/{id}");
    }

    private static Context contextOf(String traceparent) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, ONE_HEADER);
    }
}
