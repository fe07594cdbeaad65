package dev.parley.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.standalone.control.ControlClient;
import dev.parley.standalone.control.PrivateFile;
import dev.parley.standalone.control.SystemState;
import dev.parley.standalone.control.SystemState.ProcessState;
import dev.parley.standalone.infrastructure.Folders;
import dev.parley.standalone.infrastructure.Installation;
import dev.parley.standalone.process.Child;
import dev.parley.standalone.process.Program;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A whole system of its own: the packaged launcher with all it starts, on free ports, in a folder under target. */
final class RunningParley implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration RESTART_LIMIT = Duration.ofMinutes(2);
    private static final Program.Stop STOP = new Program.Stop("TERM", Duration.ofSeconds(90));

    private final PrivateFile stateFile;
    private final Child launcher;

    private RunningParley(PrivateFile stateFile, Child launcher) {
        this.stateFile = stateFile;
        this.launcher = launcher;
    }

    static RunningParley start() {
        Path root = Installation.find().root();
        Path home = root.resolve("end-to-end-tests/target/parley");
        Folders.delete(home);
        Folders.delete(blueskyExchanges());
        PrivateFile stateFile = new PrivateFile(home.resolve("state.json"));
        Child launcher = Child.start(new Program(
                "launcher",
                0,
                List.of(
                        Installation.java(),
                        "-Dparley.root=" + root,
                        "-Dslf4j.internal.verbosity=ERROR",
                        "-cp",
                        root.resolve("standalone/target/lib") + "/*" + File.pathSeparator + launcherJar(root),
                        "dev.parley.standalone.Launcher",
                        "up",
                        "--port-base",
                        "free"),
                // An archive pays at the second start only, and there is none here.
                Map.of(
                        "PARLEY_HOME",
                        home.toString(),
                        "PARLEY_JVM_OPTIONS",
                        "-XX:-AutoCreateSharedArchive",
                        "PARLEY_SANDBOX_BLUESKY_EXCHANGES",
                        blueskyExchanges().toString()),
                root,
                root.resolve("end-to-end-tests/target/launcher.log"),
                () -> isRunning(stateFile),
                STOP));
        launcher.awaitReady(START_LIMIT);
        return new RunningParley(stateFile, launcher);
    }

    /** Where the sandbox writes down what passes between Parley and Bluesky. */
    static Path blueskyExchanges() {
        return Installation.find().root().resolve("end-to-end-tests/target/bluesky-exchanges.jsonl");
    }

    private static Path launcherJar(Path root) {
        return root.resolve("standalone/target/standalone-0.1.0-SNAPSHOT.jar");
    }

    private static boolean isRunning(PrivateFile stateFile) {
        return read(stateFile).filter(state -> state.phase().equals("running")).isPresent();
    }

    private static java.util.Optional<SystemState> read(PrivateFile stateFile) {
        try {
            return stateFile.read(SystemState.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SystemState state() {
        return read(stateFile).orElseThrow();
    }

    /** Kills a program the hard way. */
    ProcessState kill(String program) {
        ProcessState victim = process(program);
        ProcessHandle.of(victim.pid()).orElseThrow().destroyForcibly();
        return victim;
    }

    /** Waits until the program runs again as another process than {@code before}, and is ready. */
    void awaitBack(ProcessState before) {
        await().atMost(RESTART_LIMIT).until(() -> {
            ProcessState now = process(before.name());
            return now.pid() != before.pid() && now.state().equals("ready");
        });
    }

    /** Stops a program in good order and waits until it is back. */
    void restart(String program) {
        ProcessState before = process(program);
        assertThat(new ControlClient(state().control()).restart(program)).isTrue();
        awaitBack(before);
    }

    private ProcessState process(String program) {
        return state().processes().stream()
                .filter(process -> process.name().equals(program))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        List<ProcessState> processes = state().processes();
        launcher.stop();
        assertThat(processes)
                .as("processes left behind")
                .noneMatch(process -> ProcessHandle.of(process.pid()).isPresent());
    }
}
