package dev.parley.chaos;

import dev.parley.standalone.control.SystemState.ProcessState;
import dev.parley.standalone.process.Probe;
import dev.parley.testing.LaunchedSystem;
import java.net.URI;
import java.net.http.HttpClient;
import org.jspecify.annotations.Nullable;

/** A program that the launcher keeps running. */
record Launched(LaunchedSystem system, String name) implements Target {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @Override
    public long pid() {
        return system.process(name).pid();
    }

    @Override
    public boolean isReady() {
        ProcessState now = system.process(name);
        return now.state().equals("ready") && answers(now.port(), now.managementPort());
    }

    private static boolean answers(int port, @Nullable Integer managementPort) {
        Probe probe = managementPort == null
                ? Probe.accepts(port)
                : Probe.answers(CLIENT, URI.create("http://127.0.0.1:" + managementPort + "/q/health/ready"));
        return probe.ready();
    }
}
