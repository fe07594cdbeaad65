package dev.parley.trace;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** The step of the HTTP request at hand, kept on its own Vert.x context for whoever works on its answer. */
public final class RequestStep {
    private static final String KEY = RequestStep.class.getName();

    private RequestStep() {}

    public static void keep(Step step) {
        Context context = Vertx.currentContext();
        if (context != null && VertxContext.isDuplicatedContext(context)) {
            context.putLocal(KEY, step);
        }
    }

    /** Null outside of a request, and when nobody traces it. */
    public static @Nullable String traceparent() {
        Context context = Vertx.currentContext();
        if (context == null || !VertxContext.isDuplicatedContext(context)) {
            return null;
        }
        Step step = context.getLocal(KEY);
        return step == null ? null : step.traceparent();
    }
}
