package dev.parley.sandbox.graph;

import dev.parley.sandbox.Control;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A program that takes Meta's deliveries. */
final class Hook implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();

    record Delivery(String raw, boolean genuine) {
        JsonObject json() {
            return new JsonObject(raw);
        }
    }

    Hook() {
        server = vertx.createHttpServer().requestHandler(this::take);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    /** Points a network's deliveries here. */
    Hook pointed(String platform) {
        Control.act(platform, "callback", new JsonObject().put("url", url()));
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort() + "/hook";
    }

    void answerNext(int status) {
        statuses.add(status);
    }

    List<Delivery> deliveries() {
        return deliveries;
    }

    /** The items of all deliveries, in order. */
    List<JsonObject> items() {
        return deliveries.stream()
                .map(delivery -> delivery.json().getJsonArray("entry").getJsonObject(0))
                .flatMap(entry -> entry.getJsonArray(entry.containsKey("messaging") ? "messaging" : "changes").stream())
                .map(JsonObject.class::cast)
                .toList();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void take(HttpServerRequest request) {
        if (request.method().equals(HttpMethod.GET)) {
            request.response().end(request.getParam("hub.challenge"));
            return;
        }
        request.bodyHandler(body -> {
            String signature =
                    "sha256=" + HexFormat.of().formatHex(GraphHookSender.hmac("sandbox-app-secret", body.getBytes()));
            deliveries.add(new Delivery(body.toString(), signature.equals(request.getHeader("X-Hub-Signature-256"))));
            Integer status = statuses.poll();
            request.response().setStatusCode(status == null ? 200 : status).end();
        });
    }
}
