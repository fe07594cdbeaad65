package dev.parley.campaign;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The subscribers' servers, all on one port: each endpoint is a path. Remembers which event came where, and when. */
final class Audience implements AutoCloseable {
    private static final int NO_BODY = -1;
    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final HttpServer server;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile String hole = "";
    private volatile Duration pause = Duration.ZERO;

    /**
     * @param event the event's id
     * @param delivery the id by which a subscriber recognises that it has this one already
     * @param nanos on this program's monotonic clock
     */
    record Arrival(String endpoint, String event, String delivery, long nanos) {}

    Audience() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
        server.setExecutor(workers);
        server.createContext("/", this::receive);
        server.start();
    }

    String url(String endpoint) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + endpoint;
    }

    /** From now on this endpoint takes every call and never answers. */
    void becomesBlackHole(String endpoint) {
        hole = endpoint;
    }

    /** From now on every answer takes this long. */
    void takesItsTime(Duration perAnswer) {
        pause = perAnswer;
    }

    List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    private void receive(HttpExchange exchange) throws IOException {
        long now = System.nanoTime();
        String endpoint = exchange.getRequestURI().getPath().substring(1);
        exchange.getRequestBody().readAllBytes();
        awaitEnd(endpoint.equals(hole) ? FOR_EVER : pause);
        arrivals.add(new Arrival(
                endpoint,
                exchange.getRequestHeaders().getFirst("webhook-id"),
                exchange.getRequestHeaders().getFirst("X-Postproxy-Delivery"),
                now));
        exchange.sendResponseHeaders(200, NO_BODY);
        exchange.close();
    }

    private void awaitEnd(Duration atMost) {
        try {
            var unused = over.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        workers.shutdownNow();
    }
}
