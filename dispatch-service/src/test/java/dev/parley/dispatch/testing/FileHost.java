package dev.parley.dispatch.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Where a customer keeps the files that a send points at, open while a class of tests runs; keeps some in bad ways. */
public final class FileHost implements BeforeAllCallback, AfterAllCallback {
    public static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 'I', 'H', 'D', 'R', 1};
    private static final int PIECE = 16 * 1024;

    private final HttpServer server;
    private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();

    /** How a path is served. */
    @FunctionalInterface
    private interface Serving {
        void serve(HttpExchange exchange) throws IOException;
    }

    public FileHost() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(
                Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
        serveAll();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        server.start();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        server.stop(0);
    }

    private void serveAll() {
        on("/picture.png", exchange -> whole(exchange, "image/png", PNG));
        on("/empty.png", exchange -> whole(exchange, "image/png", new byte[0]));
        on("/page.png", exchange -> whole(exchange, "image/png", bytes("\n <!DOCTYPE html><script>1</script>")));
        on("/drawing.png", exchange -> whole(exchange, "image/png", bytes("<?xml version='1.0'?><svg onload='x()'/>")));
        on("/endless.png", exchange -> endless(exchange, 0));
        on("/slow.png", exchange -> endless(exchange, 100));
        on("/bomb.png", FileHost::bomb);
        on("/late.png", exchange -> {
            if (asked("/late.png") == 1) {
                exchange.sendResponseHeaders(503, -1);
            } else {
                whole(exchange, "image/png", PNG);
            }
        });
        on("/cut.png", exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(PNG);
        });
        on("/to", exchange -> {
            exchange.getResponseHeaders()
                    .add("Location", exchange.getRequestURI().getQuery());
            exchange.sendResponseHeaders(302, -1);
        });
    }

    private void on(String path, Serving serving) {
        server.createContext(path, exchange -> {
            requests.computeIfAbsent(path, _ -> new AtomicInteger()).incrementAndGet();
            try (exchange) {
                serving.serve(exchange);
            } catch (IOException _) {
                // Whoever asked has hung up.
            }
        });
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** How often the path was asked for. */
    public int asked(String path) {
        AtomicInteger count = requests.get(path);
        return count == null ? 0 : count.get();
    }

    private static void whole(HttpExchange exchange, String type, byte[] content) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
        if (content.length > 0) {
            exchange.getResponseBody().write(content);
        }
    }

    /** A picture that never ends; whoever reads it must stop. */
    private static void endless(HttpExchange exchange, long pauseMillis) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.write(PNG);
        byte[] piece = new byte[pauseMillis == 0 ? PIECE : 1];
        while (true) {
            out.write(piece);
            out.flush();
            if (pauseMillis > 0) {
                pause(pauseMillis);
            }
        }
    }

    /** Sixteen megabytes of nothing, packed into a few kilobytes. */
    private static void bomb(HttpExchange exchange) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(new byte[16 * 1024 * 1024]);
        }
        exchange.getResponseHeaders().add("Content-Encoding", "gzip");
        whole(exchange, "image/png", packed.toByteArray());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void pause(long millis) {
        java.util.concurrent.locks.LockSupport.parkNanos(millis * 1_000_000);
    }
}
