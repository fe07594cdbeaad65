package dev.parley.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Sends a request line as it stands, which no HTTP client does: each request on a connection of its own, on loopback. */
public final class RawHttp {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final URI base;

    public RawHttp(String base) {
        this.base = URI.create(base);
    }

    /**
     * What came back, read until the server closed the connection.
     *
     * @param status zero if nothing came
     * @param headers by lower-case names
     */
    public record Answer(int status, Map<String, String> headers, String body) {
        public String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    /** @param headers complete lines, without their ends */
    public Answer send(String method, String target, String... headers) {
        StringBuilder request = new StringBuilder(method)
                .append(' ')
                .append(target)
                .append(" HTTP/1.1\r\nHost: ")
                .append(base.getAuthority())
                .append("\r\nConnection: close\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return exchange(request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    /** @param bytes the whole request; it must ask for the connection to be closed, or be refused */
    public Answer exchange(byte[] bytes) {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return parse(read(socket.getInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The status of the answer to a request whose body does not come. */
    public int statusBeforeTheBody(String method, String target, String... headers) {
        String head = method + " " + target + " HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\n"
                + String.join("\r\n", headers) + END_OF_HEAD;
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 000".length());
            return Integer.parseInt(new String(start, StandardCharsets.UTF_8).substring("HTTP/1.1 ".length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        in.transferTo(read);
        return read.toString(StandardCharsets.UTF_8);
    }

    private static Answer parse(String text) {
        int end = text.indexOf(END_OF_HEAD);
        if (end < 0) {
            return new Answer(0, Map.of(), text);
        }
        String[] head = text.substring(0, end).split("\r\n", -1);
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < head.length; i++) {
            int colon = head[i].indexOf(':');
            headers.put(
                    head[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    head[i].substring(colon + 1).strip());
        }
        return new Answer(
                Integer.parseInt(head[0].split(" ", -1)[1]), headers, text.substring(end + END_OF_HEAD.length()));
    }
}
