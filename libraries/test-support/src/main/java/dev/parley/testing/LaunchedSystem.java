package dev.parley.testing;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A whole system of its own: the packaged launcher with all it starts, on free ports, in a folder of its own. */
public final class LaunchedSystem implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Program.Stop STOP = new Program.Stop("TERM", Duration.ofSeconds(90));

    private final PrivateFile stateFile;
    private final Child launcher;

    private LaunchedSystem(PrivateFile stateFile, Child launcher) {
        this.stateFile = stateFile;
        this.launcher = launcher;
    }

    /**
     * Returns when everything is healthy.
     *
     * @param home wiped first; the launcher's own output goes into {@code launcher.log} beside it
     * @param environment variables for the launcher and so for every service
     */
    public static LaunchedSystem start(Path home, Map<String, String> environment) {
        Folders.delete(home);
        return startAgain(home, environment);
    }

    /** The same over what an earlier system has left in its home; on other ports. */
    public static LaunchedSystem startAgain(Path home, Map<String, String> environment) {
        Path root = Installation.find().root();
        PrivateFile stateFile = new PrivateFile(home.resolve("state.json"));
        Map<String, String> variables = new java.util.HashMap<>(environment);
        variables.put("PARLEY_HOME", home.toString());
        Child launcher = Child.start(new Program(
                "launcher",
                0,
                command(root),
                variables,
                root,
                home.resolveSibling("launcher.log"),
                () -> isRunning(stateFile),
                STOP));
        launcher.awaitReady(START_LIMIT);
        return new LaunchedSystem(stateFile, launcher);
    }

    private static List<String> command(Path root) {
        Path jar = root.resolve("standalone/target/standalone-0.1.0-SNAPSHOT.jar");
        List<String> command = new ArrayList<>(List.of(Installation.java(), "-Xmx128m", "-XX:+UseSerialGC"));
        command.addAll(List.of("-Dparley.root=" + root, "-Dslf4j.internal.verbosity=ERROR"));
        command.addAll(List.of("-cp", root.resolve("standalone/target/lib") + "/*" + File.pathSeparator + jar));
        command.addAll(List.of("dev.parley.standalone.Launcher", "up", "--port-base", "free"));
        return command;
    }

    private static boolean isRunning(PrivateFile stateFile) {
        return read(stateFile).filter(state -> state.phase().equals("running")).isPresent();
    }

    private static Optional<SystemState> read(PrivateFile stateFile) {
        try {
            return stateFile.read(SystemState.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it says about itself at this moment. */
    public SystemState state() {
        return read(stateFile).orElseThrow();
    }

    /** One of its programs as it is at this moment. */
    public ProcessState process(String program) {
        return state().processes().stream()
                .filter(process -> process.name().equals(program))
                .findFirst()
                .orElseThrow();
    }

    /** Stops all of it in good order. */
    @Override
    public void close() {
        launcher.stop();
    }
}
