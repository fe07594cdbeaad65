package dev.parley.alerts;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** A rule of {@code k8s/observability/rules.yml}. */
public record AlertRule(String name, String expression) {
    private static final Path FILE = Path.of(System.getProperty("parley.root"), "k8s/observability/rules.yml");

    public static List<AlertRule> all() {
        try (Reader reader = Files.newBufferedReader(FILE)) {
            Map<String, List<Map<String, List<Map<String, Object>>>>> file = new Yaml().load(reader);
            return file.get("groups").stream()
                    .flatMap(group -> group.get("rules").stream())
                    .map(rule -> new AlertRule(text(rule, "alert"), text(rule, "expr")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Map<String, Object> rule, String key) {
        return String.valueOf(rule.get(key));
    }

    /** Whether Prometheus would begin to count its time. */
    public boolean rings(History history) {
        return !Query.evaluate(expression, history).isEmpty();
    }

    @Override
    public String toString() {
        return name;
    }
}
