package dev.parley.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import org.jspecify.annotations.Nullable;

/** One step of a trace. Whoever begins it ends it; fields are ids, names and numbers, never text, tokens or URLs. */
public final class Step {
    /** A step of nothing that anybody traces. */
    public static final Step UNSEEN = new Step(Span.getInvalid());

    private final Span span;

    Step(Span span) {
        this.span = span;
    }

    /** A field that is null is left out. */
    public Step with(String field, @Nullable Object value) {
        if (value != null && span.isRecording()) {
            span.setAttribute("parley." + field, value.toString());
        }
        return this;
    }

    /** What the next step is given; null when nobody traces this one. */
    public @Nullable String traceparent() {
        SpanContext context = span.getSpanContext();
        return context.isValid() && context.isSampled()
                ? "00-" + context.getTraceId() + "-" + context.getSpanId() + "-01"
                : null;
    }

    public void end() {
        span.end();
    }

    /** @param reason one of few, never what somebody wrote */
    public void fail(String reason) {
        span.setStatus(StatusCode.ERROR, reason);
        span.end();
    }
}
