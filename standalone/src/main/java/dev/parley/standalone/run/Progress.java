package dev.parley.standalone.run;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What the person at the terminal sees while a system starts and runs: one line per thing that happened. */
final class Progress {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final PrintStream out;
    private final Instant start = Instant.now();

    Progress(PrintStream out) {
        this.out = out;
    }

    /** One step done, with the time since the start. */
    void step(String name, String what) {
        out.printf(Locale.ROOT, "  %5.1f s  %-18s %s%n", seconds(), name, what);
    }

    double seconds() {
        return Duration.between(start, Instant.now()).toMillis() / 1000.0;
    }

    /** Something that happened later, with the time of day. */
    void event(String sentence) {
        out.println(LocalTime.now().format(TIME) + "  " + sentence);
    }

    void line(String text) {
        out.println(text);
    }
}
