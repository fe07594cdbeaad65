package dev.parley.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A real S3 endpoint over a folder, in a JVM of its own; may be killed and come back with what it had. */
final class S3Server implements AutoCloseable {
    static final String BUCKET = "parley";
    static final String ACCESS = "test-access";
    static final String SECRET = "test-secret";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Path folder;
    private final int port;
    private @Nullable Process process;

    S3Server(Path folder) {
        this.folder = folder;
        this.port = freePort();
    }

    String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /** Where the objects lie. */
    Path data() {
        return folder.resolve("data");
    }

    void start() {
        try {
            Files.createDirectories(data().resolve(BUCKET));
            Path settings = folder.resolve("s3proxy.conf");
            try (var writer = Files.newBufferedWriter(settings)) {
                settings().store(writer, null);
            }
            process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            Path.of(System.getProperty("parley.root"), "standalone/object-store/target/lib") + "/*",
                            "org.gaul.s3proxy.Main",
                            "--properties",
                            settings.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("s3proxy.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await().atMost(START_LIMIT).until(this::answers);
    }

    /** With -9, in the middle of whatever it does. */
    void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            try {
                if (!running.waitFor(10, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("the S3 endpoint does not end");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Properties settings() {
        Properties settings = new Properties();
        settings.put("s3proxy.endpoint", endpoint());
        settings.put("s3proxy.authorization", "aws-v2-or-v4");
        settings.put("s3proxy.identity", ACCESS);
        settings.put("s3proxy.credential", SECRET);
        settings.put("jclouds.provider", "filesystem-nio2");
        settings.put("jclouds.identity", "unused");
        settings.put("jclouds.credential", "unused");
        settings.put("jclouds.filesystem.basedir", data().toString());
        return settings;
    }

    private boolean answers() {
        if (process == null || !process.isAlive()) {
            throw new IllegalStateException("the S3 endpoint ended; see " + folder.resolve("s3proxy.log"));
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
