package dev.parley.stories;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.testing.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Takes what the services export over OTLP, as a collector does, and keeps the spans. */
public final class TraceReceiver implements AutoCloseable {
    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();

    /**
     * One step of a trace.
     *
     * @param parent the id of the step before; empty for the first
     */
    public record Span(
            String service, String name, String trace, String id, String parent, Map<String, String> fields) {}

    private TraceReceiver(HttpServer server) {
        this.server = server;
    }

    static TraceReceiver open() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            TraceReceiver receiver = new TraceReceiver(server);
            server.createContext("/v1/traces", receiver::take);
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What makes a service export to this receiver. */
    Map<String, String> settings() {
        return Map.of(
                "QUARKUS_OTEL_SDK_DISABLED", "false",
                "QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
                "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT",
                        "http://127.0.0.1:" + server.getAddress().getPort(),
                "QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "500ms");
    }

    /** Waits for the step, and answers with it and those before it, the first of the trace at the end. */
    public List<Span> waitForWayTo(Predicate<Span> last) {
        return Waiting.await()
                .atMost(Parley.PATIENCE)
                .until(
                        () -> find(last).map(this::backwards),
                        way -> way.filter(TraceReceiver::isWhole).isPresent())
                .orElseThrow();
    }

    /** Waits for so many such steps, and answers with them. */
    public List<Span> waitForSteps(int count, Predicate<Span> wanted) {
        return Waiting.await()
                .atMost(Parley.PATIENCE)
                .until(() -> spans.stream().filter(wanted).toList(), found -> found.size() >= count);
    }

    public List<Span> all() {
        return List.copyOf(spans);
    }

    private Optional<Span> find(Predicate<Span> wanted) {
        return spans.stream().filter(wanted).findFirst();
    }

    private List<Span> backwards(Span last) {
        List<Span> way = new java.util.ArrayList<>(List.of(last));
        for (Optional<Span> before = before(last); before.isPresent(); before = before(way.getLast())) {
            way.add(before.get());
        }
        return way;
    }

    private Optional<Span> before(Span later) {
        return find(span -> span.trace.equals(later.trace) && span.id.equals(later.parent));
    }

    /** The first step has no parent, or one that the customer's program took. */
    private static boolean isWhole(List<Span> way) {
        Span first = way.getLast();
        return first.parent.isEmpty() || first.parent.equals(Api.TRACED_STEP);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            Protobuf request = new Protobuf(exchange.getRequestBody().readAllBytes());
            for (Protobuf resource : request.messages(1)) {
                String service = resource.messages(1).stream()
                        .map(found -> fields(found, 1).getOrDefault("service.name", ""))
                        .findFirst()
                        .orElse("");
                for (Protobuf scope : resource.messages(2)) {
                    scope.messages(2).forEach(span -> spans.add(read(service, span)));
                }
            }
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static Span read(String service, Protobuf span) {
        HexFormat hex = HexFormat.of();
        return new Span(
                service,
                span.text(5),
                hex.formatHex(span.bytes(1)),
                hex.formatHex(span.bytes(2)),
                hex.formatHex(span.bytes(4)),
                fields(span, 9));
    }

    private static Map<String, String> fields(Protobuf message, int number) {
        Map<String, String> fields = new TreeMap<>();
        for (Protobuf field : message.messages(number)) {
            fields.put(field.text(1), new Protobuf(field.bytes(2)).text(1));
        }
        return fields;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
