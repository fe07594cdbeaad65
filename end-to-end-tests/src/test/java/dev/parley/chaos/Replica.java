package dev.parley.chaos;

import dev.parley.standalone.infrastructure.FreePorts;
import dev.parley.standalone.infrastructure.Installation;
import dev.parley.standalone.process.Child;
import dev.parley.standalone.process.Probe;
import dev.parley.standalone.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A second process of a service that the launcher runs one of, with the same settings; started again when it dies. */
final class Replica implements Target, AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Program program;
    private Child child;
    private boolean closed;

    private Replica(Program program) {
        this.program = program;
        this.child = Child.start(program);
    }

    /**
     * Starts it.
     *
     * @param twin the process whose settings it gets, read from the operating system
     */
    static Replica of(String module, long twin, Path folder) {
        List<Integer> ports = FreePorts.pick(2);
        Map<String, String> settings = settingsOf(twin);
        settings.keySet().removeIf(key -> key.endsWith("_GROUP_INSTANCE_ID"));
        settings.put("QUARKUS_HTTP_PORT", Integer.toString(ports.getFirst()));
        settings.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(ports.getLast()));
        String name = module + "-2";
        URI health = URI.create("http://127.0.0.1:" + ports.getLast() + "/q/health/ready");
        return new Replica(new Program(
                name,
                ports.getFirst(),
                List.of(
                        Installation.java(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        Installation.find().runnableJar(module).toString()),
                settings,
                folder,
                folder.resolve(name + ".log"),
                Probe.answers(CLIENT, health),
                Program.Stop.TERMINATE));
    }

    private static Map<String, String> settingsOf(long pid) {
        Map<String, String> settings = new HashMap<>();
        try {
            String environment =
                    Files.readString(Path.of("/proc", Long.toString(pid), "environ"), StandardCharsets.UTF_8);
            for (String variable : environment.split("\0")) {
                int equals = variable.indexOf('=');
                if (equals > 0) {
                    settings.put(variable.substring(0, equals), variable.substring(equals + 1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings;
    }

    @Override
    public String name() {
        return program.name();
    }

    @Override
    public synchronized long pid() {
        startAgainIfDead();
        return child.pid();
    }

    @Override
    public synchronized boolean isReady() {
        startAgainIfDead();
        return child.alive() && child.ready();
    }

    private void startAgainIfDead() {
        if (!closed && !child.alive()) {
            child = Child.start(program);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        child.stop();
    }
}
