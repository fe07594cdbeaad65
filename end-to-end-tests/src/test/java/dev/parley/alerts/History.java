package dev.parley.alerts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What was scraped, scrape by scrape. */
public final class History {
    private final List<Scrape> scrapes = new ArrayList<>();

    /** @param seconds on any clock that goes on */
    private record Scrape(double seconds, List<Sample> samples) {}

    private record Series(String name, Map<String, String> labels) {}

    /** @param seconds on any clock that goes on */
    private record Point(double seconds, double value) {}

    public void add(double seconds, List<Sample> samples) {
        scrapes.add(new Scrape(seconds, List.copyOf(samples)));
    }

    /** The latest values. */
    List<Sample> latest(Predicate<Sample> wanted) {
        return scrapes.getLast().samples.stream().filter(wanted).toList();
    }

    /**
     * How much each series grows a second, from its own first value on: one that appears with its first event has no
     * growth yet, as Prometheus has it. A value below the one before is a counter that began again.
     */
    List<Sample> growth(Predicate<Sample> wanted) {
        Map<Series, List<Point>> points = new LinkedHashMap<>();
        for (Scrape scrape : scrapes) {
            scrape.samples.stream()
                    .filter(wanted)
                    .forEach(sample -> points.computeIfAbsent(
                                    new Series(sample.name(), sample.labels()), series -> new ArrayList<>())
                            .add(new Point(scrape.seconds, sample.value())));
        }
        List<Sample> growth = new ArrayList<>();
        points.forEach((series, values) -> {
            if (values.size() > 1) {
                growth.add(new Sample("", series.labels, growth(values)));
            }
        });
        return growth;
    }

    private static double growth(List<Point> values) {
        double grown = 0;
        for (int i = 1; i < values.size(); i++) {
            double before = values.get(i - 1).value;
            double now = values.get(i).value;
            grown += now >= before ? now - before : now;
        }
        return grown / (values.getLast().seconds - values.getFirst().seconds);
    }
}
