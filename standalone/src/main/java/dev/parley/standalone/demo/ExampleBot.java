package dev.parley.standalone.demo;

import dev.parley.standalone.firstuse.JsonHttp;
import dev.parley.standalone.infrastructure.Installation;
import dev.parley.standalone.process.Child;
import dev.parley.standalone.process.Program;
import dev.parley.standalone.process.StartFailure;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The bot of {@code examples/comment-to-dm}, run as its reader runs it: by Node.js, with an address and a key. It is
 * ready when its webhook stands in the list, and takes the webhook away when it is stopped.
 */
public final class ExampleBot implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Program.Stop STOP = new Program.Stop("TERM", Duration.ofSeconds(10));

    private final Child process;

    private ExampleBot(Child process) {
        this.process = process;
    }

    /** Whether there is a Node.js to run it. */
    public static boolean canRun() {
        return node().isPresent();
    }

    /**
     * Starts it and waits until it has registered.
     *
     * @param apiUrl where Parley is
     * @param apiKey what the bot shows
     * @param log where its output goes
     */
    public static ExampleBot start(String apiUrl, String apiKey, Path log) {
        int port = freePort();
        Path root = Installation.find().root();
        JsonHttp api = new JsonHttp(apiUrl, apiKey);
        String url = "http://127.0.0.1:" + port + "/";
        Child process = Child.start(new Program(
                "example bot",
                port,
                List.of(
                        node().orElseThrow(() -> new StartFailure("Node.js was not found"))
                                .toString(),
                        root.resolve("examples/comment-to-dm/bot.mjs").toString()),
                Map.of("PARLEY_URL", apiUrl, "PARLEY_API_KEY", apiKey, "BOT_PORT", Integer.toString(port)),
                root,
                log,
                () -> isRegistered(api, url),
                STOP));
        process.awaitReady(LIMIT);
        return new ExampleBot(process);
    }

    private static boolean isRegistered(JsonHttp api, String url) {
        for (var webhook : api.get("/api/webhooks").body().path("data")) {
            if (webhook.path("url").asText().equals(url)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Path> node() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "node"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static int freePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.stop();
    }
}
