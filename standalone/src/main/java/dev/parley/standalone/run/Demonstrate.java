package dev.parley.standalone.run;

import java.io.PrintStream;

/** {@code ./parley demo}: one conversation per platform through the running system. */
public final class Demonstrate {
    private Demonstrate() {}

    public static int run(Home home, PrintStream out) {
        RunningSystem.of(home);
        out.println("nothing to show yet");
        return 1;
    }
}
