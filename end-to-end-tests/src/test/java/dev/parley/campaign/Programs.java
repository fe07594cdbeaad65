package dev.parley.campaign;

import dev.parley.standalone.infrastructure.FreePorts;
import dev.parley.standalone.infrastructure.Installation;
import dev.parley.standalone.process.Child;
import dev.parley.standalone.process.Probe;
import dev.parley.standalone.process.Program;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts packaged programs on free ports. */
final class Programs {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final Path folder;

    Programs(Path folder) {
        this.folder = folder;
    }

    /** A program that runs, and where it listens. */
    record Running(Child child, String url) {}

    Running start(String module, String name, Map<String, String> settings, List<String> properties) {
        int port = FreePorts.pick(1).getFirst();
        String url = "http://127.0.0.1:" + port;
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        Path jar = Installation.find().runnableJar(module);
        Child child = Child.start(new Program(
                name,
                port,
                command(jar, properties),
                environment,
                folder,
                folder.resolve(name + ".log"),
                Probe.answers(HttpClient.newHttpClient(), URI.create(url + "/q/health/ready")),
                Program.Stop.TERMINATE));
        child.awaitReady(START_LIMIT);
        return new Running(child, url);
    }

    private static List<String> command(Path jar, List<String> properties) {
        List<String> command = new ArrayList<>(List.of(Installation.java(), "-Xmx192m", "-XX:+UseSerialGC"));
        command.addAll(properties);
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }
}
