package dev.parley.standalone.run;

import dev.parley.standalone.control.SystemState;
import dev.parley.standalone.control.SystemState.ProcessState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Children of a launcher that was killed. The kernel has told them to end, where it can; here they are waited for,
 * or ended, before a new start needs their ports.
 */
final class Leftovers {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SAME_START = Duration.ofSeconds(1);

    private Leftovers() {}

    /** Ends what the recorded state still has running; only called by the holder of the home's lock. */
    static void end(SystemState dead) {
        List<ProcessHandle> alive = dead.processes().stream()
                .map(Leftovers::find)
                .flatMap(Optional::stream)
                .toList();
        alive.forEach(ProcessHandle::destroy);
        alive.forEach(Leftovers::awaitEnd);
    }

    /** The recorded process, unless its id belongs to another one by now. */
    private static Optional<ProcessHandle> find(ProcessState recorded) {
        return ProcessHandle.of(recorded.pid())
                .filter(process -> process.info()
                        .startInstant()
                        .filter(start -> isSame(start, recorded.startInstant()))
                        .isPresent());
    }

    private static boolean isSame(Instant start, long recorded) {
        return Duration.between(start, Instant.ofEpochMilli(recorded)).abs().compareTo(SAME_START) < 0;
    }

    private static void awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException _) {
            process.destroyForcibly();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
