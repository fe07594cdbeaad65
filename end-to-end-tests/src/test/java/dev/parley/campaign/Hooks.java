package dev.parley.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.standalone.control.ControlJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Takes the networks' deliveries, or refuses them. */
final class Hooks implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private volatile boolean refusing;

    Hooks() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(workers);
        server.createContext("/", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void refuse(boolean now) {
        refusing = now;
    }

    /** Every text of the deliveries that were taken, each as often as it came. */
    List<String> texts() {
        return texts;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode delivery = ControlJson.MAPPER.readTree(exchange.getRequestBody());
            boolean refused = refusing;
            if (!refused) {
                delivery.findValuesAsText("text").forEach(texts::add);
            }
            exchange.sendResponseHeaders(refused ? 500 : 200, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdown();
    }
}
