package dev.parley.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.standalone.control.ControlJson;
import dev.parley.standalone.demo.WebhookSignature;
import dev.parley.standalone.firstuse.JsonHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A subscriber to everything that remembers what came, in the order in which it came. */
final class Listener implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<JsonNode> heard = new ArrayList<>();
    private final WebhookSignature signature;
    private int forged;

    private Listener(HttpServer server, WebhookSignature signature) {
        this.server = server;
        this.signature = signature;
    }

    /** @param ordered whether it wants each chat's order kept */
    static Listener register(JsonHttp api, boolean ordered) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/events";
            JsonHttp.Answer made =
                    api.post("/api/webhooks", Map.of("url", url, "events", List.of("*"), "ordered", ordered));
            if (made.status() != 201) {
                throw new AssertionError("not registered: " + made);
            }
            Listener listener = new Listener(
                    server, new WebhookSignature(made.body().path("secret").asText()));
            server.setExecutor(listener.workers);
            server.createContext("/", listener::receive);
            server.start();
            return listener;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            remember(exchange.getRequestHeaders().getFirst("X-Postproxy-Signature"), body);
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private synchronized void remember(String header, byte[] body) throws IOException {
        forged += signature.matches(header, body) ? 0 : 1;
        heard.add(ControlJson.MAPPER.readTree(body));
    }

    synchronized List<JsonNode> heard() {
        return List.copyOf(heard);
    }

    synchronized int forged() {
        return forged;
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdown();
    }
}
