package dev.parley.standalone.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.standalone.control.ControlJson;
import dev.parley.standalone.firstuse.JsonHttp;
import dev.parley.standalone.firstuse.JsonHttp.Answer;
import dev.parley.standalone.process.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A customer's webhook receiver: a small HTTP server that registers itself, verifies every delivery, answers 200 and
 * remembers what came. Unregisters itself when closed.
 */
public final class Subscriber implements AutoCloseable {
    private final JsonHttp api;
    private final HttpServer server;
    private final String host;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<ReceivedWebhook> deliveries = new ArrayList<>();
    private @Nullable WebhookSignature signature;
    private @Nullable String webhookId;

    private Subscriber(JsonHttp api, HttpServer server, String host) {
        this.api = api;
        this.server = server;
        this.host = host;
    }

    /** A receiver of every event that the key behind {@code api} may see, listening on a free loopback port. */
    public static Subscriber register(JsonHttp api) {
        return register(api, InetAddress.getLoopbackAddress(), "127.0.0.1");
    }

    /**
     * The same for a system that finds this machine by another way.
     *
     * @param address where to listen
     * @param host what the system calls it
     */
    public static Subscriber register(JsonHttp api, InetAddress address, String host) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(address, 0), 0);
            Subscriber subscriber = new Subscriber(api, server, host);
            server.setExecutor(subscriber.workers);
            server.createContext("/", subscriber::receive);
            server.start();
            subscriber.register();
            return subscriber;
        } catch (IOException e) {
            throw new UncheckedIOException("the subscriber's server could not be opened", e);
        }
    }

    private synchronized void register() {
        String url = "http://" + host + ":" + server.getAddress().getPort() + "/events";
        Answer answer = api.post("/api/webhooks", Map.of("url", url, "events", List.of("*"), "description", "demo"));
        if (answer.status() != 201) {
            close();
            throw new StartFailure("The webhook was not registered: " + answer.status() + " " + answer.body());
        }
        webhookId = answer.body().path("id").asText();
        signature = new WebhookSignature(answer.body().path("secret").asText());
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            remember(exchange.getRequestHeaders().getFirst("X-Postproxy-Signature"), body);
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private synchronized void remember(@Nullable String header, byte[] body) throws IOException {
        boolean verified = signature != null && signature.matches(header, body);
        deliveries.add(new ReceivedWebhook(verified, ControlJson.MAPPER.readTree(body)));
        notifyAll();
    }

    /** Everything received so far, in the order of arrival. */
    public synchronized List<ReceivedWebhook> deliveries() {
        return List.copyOf(deliveries);
    }

    /** The first delivery of this type that fits, waited for; nothing when it does not come within {@code limit}. */
    public synchronized Optional<ReceivedWebhook> await(String type, Predicate<ReceivedWebhook> fits, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<ReceivedWebhook> found = deliveries.stream()
                    .filter(delivery -> delivery.type().equals(type) && fits.test(delivery))
                    .findFirst();
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (found.isPresent() || left <= 0) {
                return found;
            }
            waitFor(left);
        }
    }

    private void waitFor(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while waiting for a delivery", e);
        }
    }

    @Override
    public synchronized void close() {
        if (webhookId != null) {
            api.delete("/api/webhooks/" + webhookId);
            webhookId = null;
        }
        server.stop(0);
        workers.shutdown();
    }
}
