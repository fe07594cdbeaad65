package dev.parley.stories;

import dev.parley.standalone.infrastructure.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of metrics in docs/operations.md. */
public final class DocumentedMetrics {
    private static final Path PAGE = Installation.find().root().resolve("docs/operations.md");
    private static final Pattern ROW = Pattern.compile("\\| `(parley_[a-z_]+)` \\| [^|]* \\| ([^|]*) \\| [^|]* \\|");

    private final List<Row> rows;

    private record Row(String metric, Set<String> services) {}

    private DocumentedMetrics(List<Row> rows) {
        this.rows = rows;
    }

    public static DocumentedMetrics read() {
        try {
            return new DocumentedMetrics(Files.readAllLines(PAGE).stream()
                    .map(ROW::matcher)
                    .filter(Matcher::matches)
                    .map(row -> new Row(
                            row.group(1),
                            Arrays.stream(row.group(2).split(","))
                                    .map(String::strip)
                                    .collect(Collectors.toSet())))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Set<String> all() {
        return rows.stream().map(Row::metric).collect(Collectors.toCollection(TreeSet::new));
    }

    /** @param service its name; what every service has is among them */
    public Set<String> of(String service) {
        return rows.stream()
                .filter(row -> row.services.contains(service) || row.services.contains("every service"))
                .map(Row::metric)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
