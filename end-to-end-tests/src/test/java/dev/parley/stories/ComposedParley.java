package dev.parley.stories;

import static dev.parley.testing.Waiting.await;

import dev.parley.standalone.demo.DemoAccount;
import dev.parley.standalone.demo.DemoNetwork;
import dev.parley.standalone.firstuse.GatewayClient;
import dev.parley.standalone.firstuse.JsonHttp;
import dev.parley.standalone.infrastructure.FreePorts;
import dev.parley.standalone.infrastructure.Installation;
import dev.parley.standalone.run.ComposeEnvironment;
import dev.parley.testing.document.ApiDocument;
import dev.parley.testing.document.Conformity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** The system as docker-compose.yml runs it, with the sandbox, on free ports. All of it is gone at the end. */
final class ComposedParley implements AutoCloseable {
    private static final Path ROOT = Installation.find().root();
    private static final Path FOLDER = ROOT.resolve("end-to-end-tests/target/compose");
    private static final Map<String, String> IMAGES = Map.of("PARLEY_IMAGES", "parley-check", "PARLEY_TAG", "check");
    private static final Duration QUESTION = Duration.ofSeconds(20);
    private static final Duration WORK = Duration.ofMinutes(8);
    private static final int API_GATEWAY = 0;
    private static final int SANDBOX = 2;

    private final List<Integer> ports = FreePorts.pick(3);
    private final String operatorKey;
    private @Nullable JsonHttp customer;
    private int participants;

    private ComposedParley() {
        String environment = environment();
        operatorKey = environment.replaceFirst("(?s).*PARLEY_OPERATOR_KEY=(\\S+).*", "$1");
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(FOLDER.resolve("env"), environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Builds the images and starts everything; skips the test where there is no engine, or not the servers' images. */
    static ComposedParley start() {
        require("there is no container engine here", QUESTION, "docker", "version");
        require("the container engine has no compose", QUESTION, "docker", "compose", "version");
        ComposedParley parley = new ComposedParley();
        require(
                "the images of database and broker cannot be had",
                WORK,
                parley.compose("pull", "--policy", "missing", "postgres", "kafka"));
        run(WORK, ROOT.resolve("parley").toString(), "images", "--as-built");
        try {
            run(WORK, parley.compose("up", "--detach", "--wait"));
        } catch (AssertionError e) {
            parley.close();
            throw e;
        }
        return parley;
    }

    private String environment() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ComposeEnvironment.print(true, false, new PrintStream(printed, true, StandardCharsets.UTF_8));
        return printed.toString(StandardCharsets.UTF_8)
                + "PARLEY_PORT_API_GATEWAY=%d\nPARLEY_PORT_INGEST_SERVICE=%d\nPARLEY_PORT_SANDBOX=%d\n"
                        .formatted(ports.toArray());
    }

    /** The API with the demo bot connected. */
    Api api() {
        return new Api(new ConformingHttp(customer(), conformity()));
    }

    private Conformity conformity() {
        return Conformity.with(ApiDocument.servedAt(url(API_GATEWAY)));
    }

    /** A webhook receiver on this machine for every event from now on. */
    Subscriber subscriber() {
        Subscriber subscriber = new Subscriber(
                dev.parley.standalone.demo.Subscriber.register(
                        customer(), addressForContainers(), "host.docker.internal"),
                conformity());
        Participant herald = participant("Herald");
        await().atMost(QUESTION).pollInterval(Duration.ofSeconds(1)).until(() -> {
            herald.writes("hear ye");
            return !subscriber.received("message.received").isEmpty();
        });
        return subscriber;
    }

    /** That of the engine's bridge; where the engine runs in a machine of its own, it forwards to loopback. */
    private static InetAddress addressForContainers() {
        try {
            NetworkInterface bridge = NetworkInterface.getByName("docker0");
            return bridge == null
                    ? InetAddress.getLoopbackAddress()
                    : bridge.inetAddresses()
                            .filter(Inet4Address.class::isInstance)
                            .findFirst()
                            .orElseThrow();
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonHttp customer() {
        if (customer == null) {
            customer = connected();
        }
        return customer;
    }

    private JsonHttp connected() {
        GatewayClient gateway = new GatewayClient(url(API_GATEWAY));
        JsonHttp http = gateway.as(gateway.createKey(operatorKey, "story"));
        String group = http.get("/api/profile_groups").body().at("/data/0/id").asText();
        JsonHttp sandbox = new JsonHttp(url(SANDBOX), null);
        sandbox.get("/control/demo-accounts").body().path("data").forEach(account -> {
            if (account.path("platform").asText().equals("telegram")) {
                http.post("/api/profile_groups/" + group + "/initialize_connection", account.path("connection"));
            }
        });
        return http;
    }

    Participant participant(String name) {
        JsonHttp sandbox = new JsonHttp(url(SANDBOX), null);
        DemoAccount account = DemoNetwork.accounts(sandbox).stream()
                .filter(candidate -> candidate.platform().equals("telegram"))
                .findFirst()
                .orElseThrow();
        return new Participant(
                new DemoNetwork(sandbox, account),
                new DemoAccount.Participant(Integer.toString(70_000 + participants++), name, "somebody"));
    }

    private String url(int which) {
        return "http://127.0.0.1:" + ports.get(which);
    }

    @Override
    public void close() {
        run(WORK, compose("down", "--volumes", "--remove-orphans", "--timeout", "20"));
    }

    private String[] compose(String... words) {
        List<String> command = new ArrayList<>(List.of(
                "docker",
                "compose",
                "--project-name",
                "parley-check",
                "--file",
                ROOT.resolve("docker-compose.yml").toString(),
                "--env-file",
                FOLDER.resolve("env").toString()));
        command.addAll(List.of(words));
        return command.toArray(String[]::new);
    }

    private static void require(String otherwise, Duration limit, String... command) {
        try {
            run(limit, command);
        } catch (AssertionError e) {
            Assumptions.abort("SKIPPED: " + otherwise + " (" + e.getMessage() + ")");
        }
    }

    private static void run(Duration limit, String... command) {
        try {
            Path log = Files.createTempFile("parley-compose", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(ROOT.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(IMAGES);
            Process process = builder.start();
            boolean ended = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            String output = Files.readString(log);
            Files.delete(log);
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command) + ": " + output.strip());
            }
        } catch (IOException e) {
            throw new AssertionError(command[0] + " cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
