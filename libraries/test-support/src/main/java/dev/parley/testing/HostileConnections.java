package dev.parley.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a stranger does to a port, below the level of any HTTP client, and what every port owes in return. */
public final class HostileConnections {
    private static final int BETWEEN_BYTES_MILLIS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MANY = 120;
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final Duration SHORT_HEAD = Duration.ofSeconds(20);

    /** Ways to say two things about where a body ends, or nothing that is known. */
    private static final Map<String, String> FRAMINGS = Map.of(
            "an unknown coding", "Transfer-Encoding: xchunked\r\n\r\n",
            "chunked twice removed", "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
            "length and coding", "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "coding and length", "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
            "two lengths", "Content-Length: 4\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
            "an unknown and a known coding", "Transfer-Encoding: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");

    private final URI base;

    public HostileConnections(String base) {
        this.base = URI.create(base);
    }

    /**
     * A refusal before the body has come says that the connection ends, and it does, however slowly the rest comes.
     *
     * @return what is wrong
     */
    public List<String> refusalsThatLeaveTheirConnectionOpen(String... requestLines) {
        List<String> wrong = new ArrayList<>();
        for (String line : requestLines) {
            if (!refusesAndCloses(line, "Content-Length: 100000", "x")) {
                wrong.add(line);
            }
            if (!refusesAndCloses(line, "Transfer-Encoding: chunked", "1\r\nx\r\n")) {
                wrong.add(line + ", chunked");
            }
        }
        return wrong;
    }

    private boolean refusesAndCloses(String line, String framing, String each) {
        try (Socket socket = connect()) {
            send(socket, line + " HTTP/1.1\r\nHost: x\r\n" + framing + END_OF_HEAD + each + each);
            String head = readHead(socket).toLowerCase(Locale.ROOT);
            return head.startsWith("http/1.1 4")
                    && head.contains("\r\nconnection: close\r\n")
                    && isClosedWhileSending(socket, each, PATIENCE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A body that ends in two places, or in none, is answered 400; what follows it is no request.
     *
     * @return the framings that were not refused
     */
    public List<String> unclearFramingsThatAreTaken(String path) {
        List<String> wrong = new ArrayList<>();
        FRAMINGS.forEach((name, framing) -> {
            RawHttp.Answer answer = new RawHttp(base.toString())
                    .exchange(("POST " + path + " HTTP/1.1\r\nHost: x\r\n" + framing + "GET " + path
                                    + " HTTP/1.1\r\nHost: x\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            if (answer.status() != 400
                    || !answer.header("Connection").equals("close")
                    || answer.body().contains("HTTP/1.1")) {
                wrong.add(name + ": " + answer);
            }
        });
        return wrong;
    }

    /** @return whether a head that comes byte by byte is given up; the server's idle timeout must be some seconds */
    public boolean slowHeadsAreGivenUp() {
        try (Socket socket = connect()) {
            send(socket, "GET / HTTP/1.1\r\nX-Slow: ");
            return isClosedWhileSending(socket, "x", SHORT_HEAD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks for more addresses than the metrics have room for, in ways that are refused. */
    public void asksForManyAddresses(String prefix) {
        RawHttp http = new RawHttp(base.toString());
        for (int i = 0; i < MANY; i++) {
            http.send("GET", prefix + i);
            http.send("GET", prefix + i + "?%");
            http.send("ODD" + i, prefix + i);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(base.getHost(), base.getPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    private static boolean isClosedWhileSending(Socket socket, String each, Duration within) throws IOException {
        socket.setSoTimeout(BETWEEN_BYTES_MILLIS);
        long end = System.nanoTime() + within.toNanos();
        while (System.nanoTime() < end) {
            try {
                if (socket.getInputStream().read() < 0) {
                    return true;
                }
            } catch (SocketTimeoutException open) {
                // The pace of the trickle.
            } catch (IOException reset) {
                return true;
            }
            try {
                send(socket, each);
            } catch (IOException reset) {
                return true;
            }
        }
        return false;
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String readHead(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.append((char) next);
            if (head.toString().endsWith(END_OF_HEAD)) {
                break;
            }
        }
        return head.toString();
    }
}
