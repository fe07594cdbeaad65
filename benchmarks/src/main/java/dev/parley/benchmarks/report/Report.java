package dev.parley.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** What one run of a benchmark found; the first figure is the one that the benchmark is about. */
public final class Report {
    private final String name;
    private final List<Figure> figures = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    public Report(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    public void add(Figure figure) {
        figures.add(figure);
    }

    /** A line below the table. */
    public void note(String line) {
        notes.add(line);
    }

    public List<Figure> figures() {
        return List.copyOf(figures);
    }

    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** Whether anything failed, got lost or came twice. */
    public boolean isClean() {
        return figures.stream()
                .allMatch(figure -> figure.errors() == 0 && figure.lost() == 0 && figure.duplicated() == 0);
    }
}
