package dev.parley.standalone.demo;

import dev.parley.standalone.process.StartFailure;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Supplier;

/** Shows each step when it is done, with the time it took. */
public final class Steps {
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintStream out;
    private int failed;

    public Steps(PrintStream out) {
        this.out = out;
    }

    /** Does one step and shows it; what it returns is handed on. */
    <T> T step(String what, Supplier<T> action) {
        long start = System.nanoTime();
        try {
            T result = action.get();
            show("✓", start, what);
            return result;
        } catch (StartFailure e) {
            failed++;
            show("✗", start, what + ": " + e.getMessage());
            throw e;
        }
    }

    /** Shows that a step could not even be tried. */
    void fail(String why) {
        failed++;
        show("✗", System.nanoTime(), why);
    }

    /** Says something that is no step. */
    void note(String what) {
        out.println("    " + what);
    }

    private void show(String mark, long start, String what) {
        double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
        out.printf(Locale.ROOT, "  %s %6.3f s  %s%n", mark, seconds, what);
        out.flush();
    }

    int failed() {
        return failed;
    }
}
