package dev.parley.stories;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.standalone.control.ControlClient;
import dev.parley.standalone.control.SystemState;
import dev.parley.standalone.control.SystemState.ProcessState;
import dev.parley.standalone.infrastructure.Folders;
import dev.parley.testing.LaunchedSystem;
import dev.parley.testing.WorkFolder;
import dev.parley.testing.document.ApiDocument;
import dev.parley.testing.document.Conformity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The system that stories are told about, in a folder under target, with programs that can be killed. */
final class RunningParley implements AutoCloseable {
    private static final Duration RESTART_LIMIT = Duration.ofMinutes(2);

    private final LaunchedSystem system;
    private final Conformity conformity;
    private final TraceReceiver traces;

    private RunningParley(LaunchedSystem system, TraceReceiver traces) {
        this.system = system;
        this.traces = traces;
        this.conformity = Conformity.with(ApiDocument.servedAt(state().apiUrl()));
    }

    /** What the gateway promised to answer when it started; it may be dead by now. */
    Conformity conformity() {
        return conformity;
    }

    static RunningParley start() {
        Path home = WorkFolder.path("parley");
        Folders.delete(blueskyExchanges());
        TraceReceiver traces = TraceReceiver.open();
        return new RunningParley(LaunchedSystem.start(home, environment(traces)), traces);
    }

    private static Map<String, String> environment(TraceReceiver traces) {
        Map<String, String> environment = new HashMap<>(traces.settings());
        environment.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true");
        // An archive pays at the second start only, and there is none here.
        environment.put("PARLEY_JVM_OPTIONS", "-XX:-AutoCreateSharedArchive");
        environment.put("PARLEY_SANDBOX_BLUESKY_EXCHANGES", blueskyExchanges().toString());
        // So that a killed dispatcher's lanes come back soon, and what is written on Bluesky is there soon.
        environment.put("PARLEY_DISPATCH_LEASE", "12s");
        environment.put("PARLEY_DISPATCH_CALL_DEADLINE", "4s");
        environment.put("PARLEY_POLLER_INTERVAL", "1s");
        // Nobody answers late on a busy machine for that long, and a frozen program is soon found.
        environment.put("PARLEY_RESTART_AFTER", "25");
        environment.put("PARLEY_POLLER_BUSY_INTERVAL", "1s");
        return environment;
    }

    TraceReceiver traces() {
        return traces;
    }

    /** Where the sandbox writes down what passes between Parley and Bluesky. */
    static Path blueskyExchanges() {
        return WorkFolder.path("bluesky-exchanges.jsonl");
    }

    SystemState state() {
        return system.state();
    }

    /** Where a program beside the system writes its output. */
    Path log(String program) {
        return WorkFolder.path(program + ".log");
    }

    /** Kills a program the hard way. */
    ProcessState kill(String program) {
        ProcessState victim = system.process(program);
        ProcessHandle.of(victim.pid()).orElseThrow().destroyForcibly();
        return victim;
    }

    /** Stops a program in the middle of whatever it does, without ending it. */
    ProcessState freeze(String program) {
        ProcessState victim = system.process(program);
        try {
            new ProcessBuilder("kill", "-s", "STOP", Long.toString(victim.pid()))
                    .start()
                    .waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return victim;
    }

    /** Waits until the program runs again as another process than {@code before}, and is ready. */
    void awaitBack(ProcessState before) {
        await().atMost(RESTART_LIMIT).until(() -> {
            ProcessState now = system.process(before.name());
            return now.pid() != before.pid() && now.state().equals("ready");
        });
    }

    /** Stops a program in good order and waits until it is back. */
    void restart(String program) {
        ProcessState before = system.process(program);
        assertThat(new ControlClient(state().control()).restart(program)).isTrue();
        awaitBack(before);
    }

    @Override
    public void close() {
        List<ProcessState> processes = state().processes();
        system.close();
        assertThat(processes)
                .as("processes left behind")
                .noneMatch(process -> ProcessHandle.of(process.pid()).isPresent());
    }
}
