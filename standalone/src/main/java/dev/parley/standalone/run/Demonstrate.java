package dev.parley.standalone.run;

import dev.parley.standalone.control.SystemState;
import dev.parley.standalone.demo.Demo;
import dev.parley.standalone.process.StartFailure;
import java.io.PrintStream;

/** {@code ./parley demo}: one conversation per platform through the running system. */
public final class Demonstrate {
    private Demonstrate() {}

    public static int run(Home home, PrintStream out) {
        SystemState state = RunningSystem.of(home).state();
        String sandboxUrl = state.sandboxUrl();
        String apiKey = state.apiKey();
        if (sandboxUrl == null) {
            throw new StartFailure("The demo plays on the sandbox, and this system talks to the real platforms only.");
        }
        if (apiKey == null) {
            throw new StartFailure("The system is not ready for a demo yet; ./parley status shows how far it is.");
        }
        boolean fine = new Demo(state.apiUrl(), apiKey, sandboxUrl, home.logs(), out).play();
        out.println();
        out.println(fine ? "Every step worked." : "Not every step worked; ./parley logs may tell why.");
        return fine ? 0 : 1;
    }
}
