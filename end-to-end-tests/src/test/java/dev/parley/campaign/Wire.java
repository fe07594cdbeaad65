package dev.parley.campaign;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Stands between a program and a server, and tells what the program asks for before that is passed on. */
final class Wire implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final int serverPort;
    private final Supplier<Reader> readers;
    private final Listener listener;
    private final ServerSocket door;

    /** Hears of each step while it is on its way. As long as it thinks about one, that connection waits. */
    interface Listener {
        /** The program asks. Returns false to cut the connection instead of passing the step on. */
        boolean asked(String step);

        /** The server has performed the step; the same. */
        boolean answered(String step);
    }

    /** Finds the steps in what the program sends over one connection. */
    interface Reader {
        /** All that is complete now, in its order; the rest is kept until more comes. */
        List<Piece> read(byte[] bytes);
    }

    /** @param step what it asks for; null when it belongs to another piece's step */
    record Piece(@Nullable String step, byte[] bytes) {}

    private Wire(int serverPort, Supplier<Reader> readers, Listener listener) throws IOException {
        this.serverPort = serverPort;
        this.readers = readers;
        this.listener = listener;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** Leads to a server on loopback. */
    static Wire to(int serverPort, Supplier<Reader> readers, Listener listener) {
        try {
            Wire wire = new Wire(serverPort, readers, listener);
            Thread.ofVirtual().start(wire::accept);
            return wire;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    int port() {
        return door.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket program = door.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                program.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                AtomicReference<@Nullable String> asked = new AtomicReference<>();
                Thread.ofVirtual().start(() -> carry(program, server, () -> passOn(program, server, asked)));
                Thread.ofVirtual().start(() -> carry(program, server, () -> passBack(program, server, asked)));
            }
        } catch (IOException closed) {
            // Nobody calls any more.
        }
    }

    private interface Carrying {
        void run() throws IOException;
    }

    /** Until either side ends it: then both do. */
    private static void carry(Socket program, Socket server, Carrying carrying) {
        try (program;
                server) {
            carrying.run();
        } catch (IOException ended) {
            // The program was killed, or has hung up.
        }
    }

    private void passOn(Socket program, Socket server, AtomicReference<@Nullable String> asked) throws IOException {
        Reader reader = readers.get();
        byte[] buffer = new byte[BUFFER];
        InputStream in = program.getInputStream();
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            for (Piece piece : reader.read(Arrays.copyOf(buffer, count))) {
                if (piece.step != null && !listener.asked(piece.step)) {
                    return;
                }
                asked.compareAndSet(null, piece.step);
                server.getOutputStream().write(piece.bytes);
            }
        }
    }

    private void passBack(Socket program, Socket server, AtomicReference<@Nullable String> asked) throws IOException {
        byte[] buffer = new byte[BUFFER];
        InputStream in = server.getInputStream();
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            String step = asked.getAndSet(null);
            if (step != null && !listener.answered(step)) {
                return;
            }
            program.getOutputStream().write(buffer, 0, count);
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
