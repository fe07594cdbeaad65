package dev.parley.benchmarks.stage;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A subscriber's server: takes its time, answers 200, and hands over what came. */
public final class Receiver implements AutoCloseable {
    /** What is done with a delivery as soon as it has arrived; must not block. */
    @FunctionalInterface
    public interface Listener {
        /**
         * @param path tells the endpoints of one server apart
         * @param eventId from the header {@code webhook-id}
         */
        void arrived(String path, @Nullable String eventId, HttpServerRequest request, Buffer body);
    }

    private final Vertx vertx;
    private final int millis;
    private final HttpServer server;
    private volatile Listener listener = (path, event, request, body) -> {};

    Receiver(Vertx vertx, int millis) {
        this.vertx = vertx;
        this.millis = millis;
        try {
            server = vertx.createHttpServer()
                    .requestHandler(this::take)
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the receiver could not be opened", e);
        }
    }

    public void tell(Listener next) {
        listener = next;
    }

    public int port() {
        return server.actualPort();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    private void take(HttpServerRequest request) {
        request.bodyHandler(body -> {
            listener.arrived(String.valueOf(request.path()), request.getHeader("webhook-id"), request, body);
            if (millis == 0) {
                request.response().end();
            } else {
                vertx.setTimer(millis, fired -> request.response().end());
            }
        });
    }

    @Override
    public void close() throws Exception {
        server.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
