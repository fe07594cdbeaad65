package dev.parley.standalone.run;

import dev.parley.standalone.process.StartFailure;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code ./parley down}: asks the launcher to stop everything and waits until it has. */
public final class Down {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Down() {}

    public static int run(Home home, PrintStream out) {
        Optional<RunningSystem> system = RunningSystem.find(home);
        if (system.isEmpty()) {
            out.println("Parley is not running here.");
            return 0;
        }
        stop(system.get());
        out.println("Parley is stopped; the data stay in " + home.folder());
        return 0;
    }

    static void stop(RunningSystem system) {
        Optional<ProcessHandle> launcher = system.launcher();
        if (!system.control().stop()) {
            launcher.ifPresent(ProcessHandle::destroy);
        }
        launcher.ifPresent(Down::awaitEnd);
    }

    private static void awaitEnd(ProcessHandle launcher) {
        try {
            launcher.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            launcher.destroyForcibly();
            throw new StartFailure(
                    "The launcher (process %d) did not stop within %d s and was killed."
                            .formatted(launcher.pid(), PATIENCE.toSeconds()),
                    e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
