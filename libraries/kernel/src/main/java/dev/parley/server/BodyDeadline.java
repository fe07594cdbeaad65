package dev.parley.server;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/**
 * Bounds how long the body of a request may take.
 *
 * <pre>
 *   no byte for {@code pause} ──► late          not whole within {@code whole} ──► late          ended, closed ──► over
 * </pre>
 */
public final class BodyDeadline {
    private final Vertx vertx;
    private final HttpServerRequest request;
    private final long pauseMillis;
    private final long endNanos;
    private final Runnable late;
    private long seen;

    private BodyDeadline(Vertx vertx, HttpServerRequest request, Duration pause, Duration whole, Runnable late) {
        this.vertx = vertx;
        this.request = request;
        this.pauseMillis = pause.toMillis();
        this.endNanos = System.nanoTime() + whole.toNanos();
        this.late = late;
    }

    /** @param late called once, on the request's event loop */
    public static void watch(Vertx vertx, HttpServerRequest request, Duration pause, Duration whole, Runnable late) {
        if (!request.isEnded()) {
            BodyDeadline deadline = new BodyDeadline(vertx, request, pause, whole, late);
            deadline.seen = request.bytesRead();
            deadline.waitForMore();
        }
    }

    private void waitForMore() {
        long left = Math.max(1, (endNanos - System.nanoTime()) / 1_000_000);
        long timer = vertx.setTimer(Math.min(pauseMillis, left), fired -> look());
        request.end().onComplete(ended -> vertx.cancelTimer(timer));
    }

    private void look() {
        boolean moved = request.bytesRead() > seen;
        seen = request.bytesRead();
        if (request.isEnded()) {
            return;
        }
        if (moved && System.nanoTime() < endNanos) {
            waitForMore();
        } else {
            late.run();
        }
    }
}
