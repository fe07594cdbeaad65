package dev.parley.benchmarks.report;

import dev.parley.benchmarks.load.Latencies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Latency by percentile, one line per figure, both axes logarithmic: the way to see a tail. */
public final class LatencyPlot {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 460;
    private static final int LEFT = 70;
    private static final int RIGHT = 30;
    private static final int TOP = 50;
    private static final int BOTTOM = 60;
    private static final double[] PERCENTILES = {0, 50, 90, 99, 99.9, 99.99};
    private static final int STEPS = 120;
    private static final double LEAST_MILLIS = 0.1;
    private static final List<String> COLOURS = List.of("#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e");

    private final List<Figure> figures;
    private final String title;
    private final double mostMillis;

    private LatencyPlot(Report report) {
        this.title = report.name();
        this.figures =
                report.figures().stream().filter(figure -> figure.p50() != null).toList();
        double highest = figures.stream()
                .mapToDouble(figure -> figure.max() == null ? LEAST_MILLIS : figure.max())
                .max()
                .orElse(1);
        this.mostMillis = Math.pow(10, Math.ceil(Math.log10(Math.max(highest, 1))));
    }

    /** Writes nothing when no figure has latencies. */
    public static void write(Report report, Path file) {
        LatencyPlot plot = new LatencyPlot(report);
        if (plot.figures.isEmpty()) {
            return;
        }
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, plot.svg());
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    String svg() {
        StringBuilder svg = new StringBuilder();
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                .formatted(WIDTH, HEIGHT));
        svg.append(" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        svg.append(text(WIDTH / 2.0, 24, "middle", title + ": latency by percentile (ms)"));
        drawGrid(svg);
        for (int i = 0; i < figures.size(); i++) {
            drawLine(svg, figures.get(i), COLOURS.get(i % COLOURS.size()), i);
        }
        return svg.append("</svg>\n").toString();
    }

    private void drawGrid(StringBuilder svg) {
        for (double percentile : PERCENTILES) {
            double x = x(percentile);
            svg.append(rule(x, TOP, x, HEIGHT - BOTTOM));
            svg.append(text(x, HEIGHT - BOTTOM + 20, "middle", trimmed(percentile) + " %"));
        }
        for (double millis = LEAST_MILLIS; millis <= mostMillis * 1.001; millis *= 10) {
            svg.append(rule(LEFT, y(millis), WIDTH - RIGHT, y(millis)));
            svg.append(text(LEFT - 8, y(millis) + 4, "end", trimmed(millis)));
        }
    }

    private void drawLine(StringBuilder svg, Figure figure, String colour, int index) {
        Latencies latencies = figure.latencies();
        if (latencies == null) {
            return;
        }
        svg.append("<polyline fill=\"none\" stroke-width=\"2\" stroke=\"")
                .append(colour)
                .append("\" points=\"");
        for (int step = 0; step <= STEPS; step++) {
            double percentile = 100 - Math.pow(10, 2 - 4.0 * step / STEPS);
            svg.append("%.1f,%.1f ".formatted(x(percentile), y(latencies.millisAt(percentile))));
        }
        svg.append("\"/>\n");
        double y = TOP + 16.0 + index * 18;
        svg.append("<rect x=\"%d\" y=\"%.0f\" width=\"12\" height=\"3\" fill=\"%s\"/>\n"
                .formatted(LEFT + 10, y - 4, colour));
        svg.append(text(LEFT + 28, y, "start", figure.name()));
    }

    /** Each tenth of what is left to 100 % has the same width. */
    private static double x(double percentile) {
        double nines = 2 - Math.log10(100 - percentile);
        return LEFT + nines / 4 * (WIDTH - LEFT - RIGHT);
    }

    private double y(double millis) {
        double share =
                Math.log10(Math.max(millis, LEAST_MILLIS) / LEAST_MILLIS) / Math.log10(mostMillis / LEAST_MILLIS);
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
    }

    private static String rule(double fromX, double fromY, double toX, double toY) {
        return String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>%n",
                fromX,
                fromY,
                toX,
                toY);
    }

    private static String text(double x, double y, String anchor, String words) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
                x,
                y,
                anchor,
                words.replace("&", "&amp;").replace("<", "&lt;"));
    }

    private static String trimmed(double number) {
        return String.format(Locale.ROOT, "%.2f", number).replaceAll("\\.?0+$", "");
    }
}
