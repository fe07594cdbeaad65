package dev.parley.sandbox.telegram;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/** A program that takes webhook deliveries, and answers them as a test says. */
final class Receiver implements AutoCloseable {

    private static final Consumer<HttpServerResponse> OK = HttpServerResponse::end;

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final Queue<Consumer<HttpServerResponse>> next = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();
    private volatile Function<JsonObject, Consumer<HttpServerResponse>> answers = update -> OK;

    Receiver() {
        server = vertx.createHttpServer().requestHandler(this::take);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    String url() {
        return url("/hook");
    }

    /** A page of this host, for tests that make Telegram fetch one. */
    void serve(String path, String contentType, byte[] content) {
        pages.put(path, new Page(contentType, content));
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.actualPort() + path;
    }

    /** The next deliveries are answered in these ways, the ones after with 200. */
    @SafeVarargs
    final void answer(Consumer<HttpServerResponse>... ways) {
        next.addAll(List.of(ways));
    }

    void answerBy(Function<JsonObject, Consumer<HttpServerResponse>> rule) {
        answers = rule;
    }

    static Consumer<HttpServerResponse> status(int status) {
        return response -> response.setStatusCode(status).end();
    }

    List<Delivery> deliveries() {
        return deliveries;
    }

    List<Long> updateIds() {
        return deliveries.stream()
                .map(delivery -> delivery.update().getLong("update_id"))
                .toList();
    }

    /** The texts of all messages received, in order of arrival, repeats included. */
    List<String> texts() {
        return deliveries.stream()
                .map(delivery -> delivery.update().getJsonObject("message"))
                .map(message -> message.getString("text"))
                .toList();
    }

    int mostUnderWay() {
        return mostUnderWay.get();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void take(HttpServerRequest request) {
        if (request.method().equals(HttpMethod.GET)) {
            Page page = pages.getOrDefault(request.path(), new Page("missing", new byte[0]));
            request.response()
                    .setStatusCode(page.content.length == 0 ? 404 : 200)
                    .putHeader("Content-Type", page.contentType)
                    .end(Buffer.buffer(page.content));
            return;
        }
        mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        request.response().endHandler(end -> underWay.decrementAndGet());
        request.bodyHandler(body -> {
            JsonObject update = body.toJsonObject();
            deliveries.add(new Delivery(
                    update, request.getHeader("X-Telegram-Bot-Api-Secret-Token"), request.getHeader("Content-Type")));
            Consumer<HttpServerResponse> way = next.poll();
            (way == null ? answers.apply(update) : way).accept(request.response());
        });
    }

    private record Page(String contentType, byte[] content) {}

    record Delivery(JsonObject update, String secret, String contentType) {}
}
