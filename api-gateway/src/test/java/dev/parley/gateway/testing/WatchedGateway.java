package dev.parley.gateway.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.testing.document.ApiDocument;
import dev.parley.testing.document.Conformity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before the gateway for a client that is not ours, passes everything on, and notes what breaks the document. */
public final class WatchedGateway implements AutoCloseable {
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "host", "transfer-encoding", "upgrade", "http2-settings", "expect");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    /** Asked for here, because the server's threads have another class loader, which knows no configuration. */
    private final String gateway = Api.base();

    private final ApiDocument document = Api.document();
    private final List<String> flaws = new CopyOnWriteArrayList<>();
    private final AtomicInteger exchanges = new AtomicInteger();
    private final HttpServer server;

    public WatchedGateway() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::pass);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Everything that was not as the document says. */
    public List<String> flaws() {
        return List.copyOf(flaws);
    }

    public int exchanges() {
        return exchanges.get();
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpResponse<byte[]> answer = client.send(request(exchange), BodyHandlers.ofByteArray());
            watch(exchange, answer);
            answer.headers().map().forEach((name, values) -> {
                if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException broken) {
            flaws.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " could not be passed on: "
                    + broken);
            throw broken;
        }
    }

    private void watch(HttpExchange exchange, HttpResponse<byte[]> answer) {
        exchanges.incrementAndGet();
        String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        Conformity.with(document)
                .flaws(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().toString(),
                        answer.statusCode(),
                        answer.headers().firstValue("Content-Type").orElse(""),
                        new String(answer.body(), StandardCharsets.UTF_8))
                .forEach(flaw -> flaws.add(asked + " -> " + answer.statusCode() + ": " + flaw));
    }

    private HttpRequest request(HttpExchange exchange) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway + exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
    }
}
