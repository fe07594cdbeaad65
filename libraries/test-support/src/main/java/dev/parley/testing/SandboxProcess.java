package dev.parley.testing;

import dev.parley.standalone.infrastructure.Folders;
import dev.parley.standalone.infrastructure.FreePorts;
import dev.parley.standalone.infrastructure.Installation;
import dev.parley.standalone.infrastructure.SandboxedPlatform;
import dev.parley.standalone.process.Child;
import dev.parley.standalone.process.Probe;
import dev.parley.standalone.process.Program;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The packaged sandbox on a free port, with every platform address pointing into it and its own as
 * {@code parley.sandbox-url}. The sandbox module must have been packaged.
 */
public final class SandboxProcess implements QuarkusTestResourceLifecycleManager {
    private static final Duration START_LIMIT = Duration.ofMinutes(1);

    private final Path folder = Folders.temporary("parley-sandbox-");
    private @Nullable Child sandbox;

    @Override
    public Map<String, String> start() {
        List<Integer> ports = FreePorts.pick(2);
        String url = "http://127.0.0.1:" + ports.getFirst();
        Child started = Child.start(program(ports.getFirst(), ports.getLast()));
        sandbox = started;
        started.awaitReady(START_LIMIT);
        Map<String, String> settings = SandboxedPlatform.settings(SandboxedPlatform.ALL, url);
        settings.put("parley.sandbox-url", url);
        return settings;
    }

    private Program program(int port, int managementPort) {
        Path jar = Installation.find().runnableJar("sandbox");
        return new Program(
                "sandbox",
                port,
                List.of(Installation.java(), "-Xmx96m", "-XX:+UseSerialGC", "-jar", jar.toString()),
                Map.of(
                        "QUARKUS_HTTP_PORT", Integer.toString(port),
                        "QUARKUS_HTTP_HOST", "127.0.0.1",
                        "QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort)),
                folder,
                folder.resolve("sandbox.log"),
                Probe.answers(
                        HttpClient.newHttpClient(),
                        URI.create("http://127.0.0.1:" + managementPort + "/q/health/ready")),
                Program.Stop.TERMINATE);
    }

    @Override
    public void stop() {
        if (sandbox != null) {
            sandbox.kill();
            sandbox.awaitEnd();
        }
        Folders.delete(folder);
    }
}
