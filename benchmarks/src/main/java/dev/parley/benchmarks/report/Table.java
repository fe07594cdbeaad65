package dev.parley.benchmarks.report;

import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A report as people read it in a terminal. */
public final class Table {
    private static final String ROW = "  %-44s %10s %10s %6s %9s %9s %9s %7s %6s %6s%n";

    private Table() {}

    public static void print(Report report, PrintStream out) {
        out.println();
        out.println(report.name());
        out.printf(
                Locale.ROOT,
                ROW,
                "",
                "rate/s",
                "ceiling/s",
                "ratio",
                "p50 ms",
                "p99 ms",
                "p99.9 ms",
                "errors",
                "lost",
                "twice");
        for (Figure figure : report.figures()) {
            out.printf(
                    Locale.ROOT,
                    ROW,
                    figure.name(),
                    number("%.0f", figure.ratePerSecond()),
                    number("%.0f", figure.ceilingPerSecond()),
                    number("%.2f", figure.ratio()),
                    number("%.2f", figure.p50()),
                    number("%.2f", figure.p99()),
                    number("%.2f", figure.p999()),
                    figure.errors(),
                    figure.lost(),
                    figure.duplicated());
        }
        report.figures().stream()
                .filter(figure -> figure.ceiling() != null)
                .map(figure -> "  ceiling of \"" + figure.name() + "\": " + figure.ceiling())
                .forEach(out::println);
        for (Figure figure : report.figures()) {
            figure.refused().ifPresent(refused -> out.println("  \"" + figure.name() + "\" was answered " + refused));
        }
        report.notes().forEach(note -> out.println("  " + note));
    }

    private static String number(String format, @Nullable Double value) {
        return value == null ? "" : String.format(Locale.ROOT, format, value);
    }
}
