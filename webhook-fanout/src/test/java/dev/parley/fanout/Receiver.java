package dev.parley.fanout;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** A subscriber's server: remembers what it got and answers as it is told. */
final class Receiver implements AutoCloseable {
    /** How it behaves; gets the request and how many came before it. */
    interface Behaviour extends BiConsumer<HttpServerRequest, Integer> {}

    record Received(String path, MultiMap headers, String body) {
        String eventId() {
            return headers.get("webhook-id");
        }
    }

    /** Its own, outside the service under test: a receiver must not share the service's threads or meters. */
    private static final Vertx VERTX = Vertx.vertx();

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile Behaviour behaviour = answers(200);

    Receiver() {
        this.server = listen(0);
    }

    static Behaviour answers(int status) {
        return (request, before) -> request.response().setStatusCode(status).end();
    }

    /** The given statuses first, then 200. */
    static Behaviour answersFirst(Integer... statuses) {
        return (request, before) -> request.response()
                .setStatusCode(before < statuses.length ? statuses[before] : 200)
                .end();
    }

    /** Answers so late that each delivery is stored meanwhile. */
    static Behaviour late() {
        return (request, before) ->
                VERTX.setTimer(1_500, fired -> request.response().end());
    }

    Receiver that(Behaviour next) {
        behaviour = next;
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort() + "/hook";
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    List<String> eventIds() {
        return received.stream().map(Received::eventId).toList();
    }

    /** Dies, and comes back on the same port when the given work is done. */
    void whileDead(Runnable work) {
        int port = server.actualPort();
        close();
        work.run();
        server = listen(port);
    }

    private HttpServer listen(int port) {
        return await(VERTX.createHttpServer().requestHandler(this::handle).listen(port, "127.0.0.1"));
    }

    private void handle(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            int before = received.size();
            received.add(new Received(
                    request.path(), MultiMap.caseInsensitiveMultiMap().addAll(request.headers()), body.toString()));
            behaviour.accept(request, before);
        });
    }

    @Override
    public void close() {
        await(server.close());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
