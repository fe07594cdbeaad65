package dev.parley.alerts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One value of one series, as a metrics page shows it. */
public record Sample(String name, Map<String, String> labels, double value) {
    private static final Pattern LINE = Pattern.compile("([A-Za-z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    public Sample {
        labels = Map.copyOf(labels);
    }

    /**
     * Reads a metrics page.
     *
     * @param target the labels that a scrape adds to each series
     */
    public static List<Sample> page(String text, Map<String, String> target) {
        List<Sample> samples = new ArrayList<>();
        text.lines().filter(line -> !line.startsWith("#")).map(LINE::matcher).forEach(line -> {
            if (line.matches()) {
                samples.add(new Sample(line.group(1), labels(line.group(2), target), number(line.group(3))));
            }
        });
        return samples;
    }

    private static Map<String, String> labels(String text, Map<String, String> target) {
        Map<String, String> labels = new TreeMap<>(target);
        if (text != null) {
            Matcher label = LABEL.matcher(text);
            while (label.find()) {
                labels.put(label.group(1), label.group(2));
            }
        }
        return labels;
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    Sample with(double other) {
        return new Sample(name, labels, other);
    }

    /** As the result of an operation, which has no name. */
    Sample unnamed(Map<String, String> kept, double result) {
        return new Sample("", kept, result);
    }
}
