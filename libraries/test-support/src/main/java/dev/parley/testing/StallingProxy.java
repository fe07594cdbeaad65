package dev.parley.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A server on loopback that forwards to another one, and can stop forwarding without closing anything: what a frozen
 * process, a dead host or a firewall that drops packets looks like to its peer.
 *
 * <pre>
 *   client ──► proxy ──forwarding──► server
 *                └───stalled───► (swallowed, both sides stay open)
 * </pre>
 */
public final class StallingProxy implements AutoCloseable {
    private final InetSocketAddress server;
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stalled;

    public StallingProxy(String host, int port) {
        server = new InetSocketAddress(host, port);
        try {
            listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** From now on, what either side sends is swallowed; connections made meanwhile are taken and get no answer. */
    public void stall() {
        stalled = true;
    }

    /** Connections made from now on are forwarded. Those that were stalled have lost bytes: they stay open and silent. */
    public void resume() {
        stalled = false;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.add(client);
                if (!stalled) {
                    Socket onward = new Socket();
                    onward.setTcpNoDelay(true);
                    client.setTcpNoDelay(true);
                    onward.connect(server);
                    Link link = new Link();
                    Thread.ofVirtual().start(() -> forward(client, onward, link));
                    Thread.ofVirtual().start(() -> forward(onward, client, link));
                }
            } catch (IOException closed) {
                // The listener or one client went away; the next call tells which.
            }
        }
    }

    /** Both directions of one connection: a stalled one stays stalled. */
    private static final class Link {
        volatile boolean dead;
    }

    private void forward(Socket from, Socket to, Link link) {
        byte[] buffer = new byte[16_384];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                link.dead |= stalled;
                if (!link.dead) {
                    out.write(buffer, 0, read);
                }
            }
        } catch (IOException closed) {
            // Either side hung up.
        }
    }

    private static void hangUp(Socket client) {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(StallingProxy::hangUp);
    }
}
