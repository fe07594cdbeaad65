package dev.parley.standalone.control;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;

/**
 * The launcher's door: {@code POST /stop} and {@code POST /restart/{program}} on loopback, with the bearer token that
 * stands in the state file, which only its owner may read. Answers 202 at once; the launcher acts on its own thread.
 */
public final class ControlServer implements AutoCloseable {
    private static final String RESTART = "/restart/";

    private final HttpServer server;
    private final String token;
    private final Orders orders;
    private final Set<String> programs;

    public ControlServer(String token, Orders orders, Set<String> programs) throws IOException {
        this.token = token;
        this.orders = orders;
        this.programs = programs;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public SystemState.Control address() {
        return new SystemState.Control("http://127.0.0.1:" + server.getAddress().getPort(), token);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(carryOut(exchange), -1);
        }
    }

    private int carryOut(HttpExchange exchange) {
        if (!isAllowed(exchange)) {
            return 401;
        }
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/stop")) {
            orders.stop();
            return 202;
        }
        if (path.startsWith(RESTART) && programs.contains(path.substring(RESTART.length()))) {
            orders.restart(path.substring(RESTART.length()));
            return 202;
        }
        return 404;
    }

    private boolean isAllowed(HttpExchange exchange) {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        return given != null && MessageDigest.isEqual(bytes(given), bytes("Bearer " + token));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
