package dev.parley.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A report as programs read it: one object with the main figure's members under the benchmark's own name, all figures
 * under {@code figures}, and the notes.
 */
public final class JsonFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonFile() {}

    public static void write(Report report, Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), asJson(report));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    static ObjectNode asJson(Report report) {
        ObjectNode json = report.figures().isEmpty()
                ? JSON.createObjectNode()
                : JSON.valueToTree(report.figures().getFirst());
        json.put("name", report.name());
        json.set("figures", JSON.valueToTree(report.figures()));
        json.set("notes", JSON.valueToTree(report.notes()));
        return json;
    }
}
