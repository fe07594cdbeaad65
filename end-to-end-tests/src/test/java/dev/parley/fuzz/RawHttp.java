package dev.parley.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Sends bytes to a port of this machine as they are, on a connection of their own, and reads one answer. */
final class RawHttp {
    private static final int LONGEST_HEAD = 256 * 1024;
    private static final int CONTINUE = 100;
    private static final int SWITCHING = 101;
    private static final int SUCCESS = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final int port;
    private final Duration deadline;

    RawHttp(int port, Duration deadline) {
        this.port = port;
        this.deadline = deadline;
    }

    Answer send(FramedRequest request) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) deadline.toMillis());
            socket.setSoTimeout((int) deadline.toMillis());
            write(socket, request);
            return read(new java.io.BufferedInputStream(socket.getInputStream()), request.method());
        } catch (SocketTimeoutException late) {
            return Answer.silence();
        } catch (IOException closed) {
            return Answer.hungUp();
        }
    }

    private static void write(Socket socket, FramedRequest request) throws IOException {
        try {
            socket.getOutputStream().write(request.bytes());
            socket.getOutputStream().flush();
            if (!request.complete()) {
                socket.shutdownOutput();
            }
        } catch (IOException refused) {
            // The server may have answered before it was told everything.
        }
    }

    private static Answer read(InputStream in, String method) throws IOException {
        while (true) {
            String head = head(in);
            int status = status(head);
            if (status == CONTINUE) {
                continue;
            }
            if (status == SWITCHING) {
                return new Answer(status, headers(head), "");
            }
            Map<String, String> headers = headers(head);
            boolean empty = method.equals("HEAD") || status < SUCCESS || status == NO_CONTENT || status == NOT_MODIFIED;
            byte[] body = empty ? new byte[0] : body(in, headers);
            return new Answer(status, headers, new String(body, StandardCharsets.UTF_8));
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int ending = 0;
        while (ending < 4 && head.size() < LONGEST_HEAD) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            head.write(next);
            boolean expected = next == (ending % 2 == 0 ? '\r' : '\n');
            ending = expected ? ending + 1 : next == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static int status(String head) throws IOException {
        String[] words = head.split("\r\n", 2)[0].split(" ", 3);
        if (words.length < 2 || !words[0].startsWith("HTTP/1.") || !words[1].matches("\\d{3}")) {
            throw new IOException("no status line");
        }
        return Integer.parseInt(words[1]);
    }

    private static Map<String, String> headers(String head) {
        Map<String, String> headers = new HashMap<>();
        for (String line : head.split("\r\n")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return chunked(in);
        }
        String length = headers.get("content-length");
        if (length == null) {
            return in.readAllBytes();
        }
        byte[] body = in.readNBytes(Integer.parseInt(length));
        if (body.length < Integer.parseInt(length)) {
            throw new EOFException();
        }
        return body;
    }

    private static byte[] chunked(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(line(in).split(";", 2)[0].strip(), 16);
            if (size == 0) {
                line(in);
                return body.toByteArray();
            }
            body.writeBytes(in.readNBytes(size));
            line(in);
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }
}
