package dev.parley.standalone.run;

import dev.parley.standalone.control.SystemState.ProcessState;
import dev.parley.standalone.process.StartFailure;
import java.io.PrintStream;

/** {@code ./parley restart PROGRAM}: hands the order to the launcher; {@code status} shows when it is back. */
public final class Restart {
    private Restart() {}

    public static int run(Home home, String program, PrintStream out) {
        RunningSystem system = RunningSystem.of(home);
        if (!system.control().restart(program)) {
            throw new StartFailure("There is no program \"%s\"; there are %s."
                    .formatted(
                            program,
                            system.state().processes().stream()
                                    .map(ProcessState::name)
                                    .toList()));
        }
        out.println(program + " is restarting; ./parley status shows when it is ready.");
        return 0;
    }
}
