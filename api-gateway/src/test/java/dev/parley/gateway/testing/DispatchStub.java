package dev.parley.gateway.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.internal.InternalAnswer;
import dev.parley.internal.InternalApi;
import dev.parley.json.Json;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for dispatch's internal API, and for nothing else of it: real dispatch runs in the end-to-end tests.
 * Tests talk to it over HTTP ({@link StubbedDispatch}), because they live in another class loader.
 */
public final class DispatchStub implements QuarkusTestResourceLifecycleManager {
    /** In place of a status: the connection is closed without an answer. */
    static final int HANGS_UP = 0;

    /** In place of a status: dispatch itself fails. */
    static final int BREAKS = -1;

    private final Map<String, JsonNode> answers = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<ObjectNode> calls = new ConcurrentLinkedQueue<>();
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private @Nullable HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            started.createContext("/internal", this::handle);
            started.createContext("/stub/answers", this::prepare);
            started.createContext("/stub/held", this::hold);
            started.createContext("/stub/calls", exchange -> reply(exchange, 200, Json.bytes(calls)));
            started.start();
            server = started;
            return Map.of(
                    "parley.dispatch-url",
                    "http://127.0.0.1:" + started.getAddress().getPort(),
                    // As long as an answer may be late here; in production it is longer than dispatch's own deadline.
                    "parley.actions.deadline",
                    "3s",
                    "parley.requests.body-pause",
                    "3s");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void prepare(HttpExchange exchange) throws IOException {
        JsonNode wanted = Json.MAPPER.readTree(exchange.getRequestBody());
        answers.put(wanted.path("call").asText(), wanted.path("answer"));
        reply(exchange, 200, new byte[0]);
    }

    /** Puts a call on hold, or lets it go on when it is held. */
    private void hold(HttpExchange exchange) throws IOException {
        JsonNode wanted = Json.MAPPER.readTree(exchange.getRequestBody());
        String call = wanted.path("call").asText();
        if (wanted.path("held").asBoolean()) {
            held.put(call, new CountDownLatch(1));
        } else {
            release(call);
        }
        reply(exchange, 200, new byte[0]);
    }

    private void release(String call) {
        CountDownLatch latch = held.remove(call);
        if (latch != null) {
            latch.countDown();
        }
    }

    private void waitWhileHeld(String call) {
        CountDownLatch latch = held.get(call);
        try {
            if (latch != null) {
                latch.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        String call =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        ObjectNode seen = Json.object().put("call", call);
        seen.put("secret", exchange.getRequestHeaders().getFirst(InternalApi.SECRET_HEADER));
        seen.set("body", Json.MAPPER.readTree(exchange.getRequestBody()));
        calls.add(seen);
        waitWhileHeld(call);
        JsonNode answer = answers.get(call);
        if (answer == null) {
            reply(exchange, 200, Json.bytes(InternalAnswer.ok(null)));
        } else if (answer.path("status").asInt() == BREAKS) {
            reply(exchange, 500, new byte[0]);
        } else if (answer.path("status").asInt() == HANGS_UP) {
            exchange.close();
        } else {
            reply(exchange, 200, Json.bytes(answer));
        }
    }

    private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void stop() {
        List.copyOf(held.keySet()).forEach(this::release);
        if (server != null) {
            server.stop(0);
        }
    }
}
