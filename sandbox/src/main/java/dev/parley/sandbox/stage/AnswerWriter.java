package dev.parley.sandbox.stage;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Writes one answer to one caller: plainly, in parts, byte by byte, or not at all. */
final class AnswerWriter {

    private static final int PART = 64 * 1024;

    private final Vertx vertx;
    private final RoutingContext call;
    private final HttpServerResponse response;

    AnswerWriter(Vertx vertx, RoutingContext call) {
        this.vertx = vertx;
        this.call = call;
        this.response = call.response();
    }

    void write(Answer answer) {
        if (isGone()) {
            return;
        }
        start(answer);
        if (answer.body().length() <= PART) {
            response.end(answer.body().part(0, (int) answer.body().length()));
        } else {
            continueFrom(0, answer.body());
        }
    }

    void trickle(Answer answer, long millis) {
        if (!isGone()) {
            start(answer);
            nextByte(0, answer.body(), millis);
        }
    }

    /** Ends the connection without a word. */
    void close() {
        call.request().connection().close();
    }

    private void start(Answer answer) {
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        response.putHeader("Content-Length", Long.toString(answer.body().length()));
    }

    private void continueFrom(long start, Body body) {
        long from = start;
        while (from < body.length() && !isGone()) {
            int count = (int) Math.min(PART, body.length() - from);
            response.write(body.part(from, count));
            from += count;
            if (response.writeQueueFull()) {
                long rest = from;
                response.drainHandler(drained -> {
                    response.drainHandler(null);
                    continueFrom(rest, body);
                });
                return;
            }
        }
        if (!isGone()) {
            response.end();
        }
    }

    private void nextByte(long from, Body body, long millis) {
        if (isGone()) {
            return;
        }
        if (from == body.length()) {
            response.end();
            return;
        }
        response.write(body.part(from, 1));
        vertx.setTimer(Math.max(1, millis), timer -> nextByte(from + 1, body, millis));
    }

    private boolean isGone() {
        return response.ended() || response.closed();
    }
}
