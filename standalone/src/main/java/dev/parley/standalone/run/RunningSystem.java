package dev.parley.standalone.run;

import dev.parley.standalone.control.ControlClient;
import dev.parley.standalone.control.SystemState;
import dev.parley.standalone.process.StartFailure;
import java.io.IOException;
import java.util.Optional;

/**
 * The system that runs over a home, as another process sees it.
 *
 * @param state what it last said about itself
 */
public record RunningSystem(SystemState state) {
    /** @throws StartFailure when nothing runs */
    public static RunningSystem of(Home home) {
        return find(home).orElseThrow(() -> new StartFailure("Parley is not running here. Start it with ./parley up."));
    }

    /** The system over this home, if its launcher lives. */
    public static Optional<RunningSystem> find(Home home) {
        if (isUnlocked(home)) {
            return Optional.empty();
        }
        try {
            return home.state().read(SystemState.class).map(RunningSystem::new);
        } catch (IOException e) {
            throw new StartFailure("The state file in " + home.folder() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean isUnlocked(Home home) {
        Optional<HomeLock> lock = HomeLock.tryTake(home);
        lock.ifPresent(HomeLock::close);
        return lock.isPresent();
    }

    ControlClient control() {
        return new ControlClient(state.control());
    }

    Optional<ProcessHandle> launcher() {
        return ProcessHandle.of(state.launcherPid());
    }
}
