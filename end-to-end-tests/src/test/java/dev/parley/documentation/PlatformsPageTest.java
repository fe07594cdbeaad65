package dev.parley.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever doubts a statement of docs/platforms.md must find the test that holds it. */
class PlatformsPageTest {
    private static final Path ROOT = Path.of(System.getProperty("parley.root"));
    /** A test class, a method of one that the section names, or both; … stands for any end. */
    private static final Pattern REFERENCE = Pattern.compile("`([A-Z][A-Za-z]+Test)?(?:\\.([a-z][A-Za-z]+…?))?`");

    private static final Pattern PARENT = Pattern.compile("class \\w+ extends (\\w+)");

    @Test
    void everyTestThePageNamesExists() throws IOException {
        Map<String, String> sources = testSources();
        List<String> references = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String section :
                Files.readString(ROOT.resolve("docs/platforms.md")).split("\n## ")) {
            Set<String> named = REFERENCE
                    .matcher(section)
                    .results()
                    .map(reference -> reference.group(1))
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet());
            REFERENCE.matcher(section).results().forEach(reference -> {
                String method = reference.group(2) == null ? "" : reference.group(2);
                Set<String> types = reference.group(1) == null ? named : Set.of(reference.group(1));
                references.add(reference.group());
                if (types.stream().noneMatch(type -> isIn(sources, type, method))) {
                    missing.add(reference.group());
                }
            });
        }
        assertThat(references).hasSizeGreaterThan(50);
        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Telegram", "Messenger", "Instagram", "Bluesky"})
    void everyRowAboutAPlatformNamesATest(String platform) throws IOException {
        String page = Files.readString(ROOT.resolve("docs/platforms.md"));
        String section = page.substring(page.indexOf("\n## " + platform) + 1);
        int next = section.indexOf("\n## ");
        List<String> rows = (next < 0 ? section : section.substring(0, next))
                .lines()
                .filter(line -> line.startsWith("| ") && !line.endsWith("| Held by |"))
                .toList();
        assertThat(rows)
                .hasSizeGreaterThan(12)
                .allSatisfy(row -> assertThat(row).matches(".*`[A-Z][A-Za-z]+Test.*"));
    }

    /** Also where the method comes from a class that it extends. */
    private static boolean isIn(Map<String, String> sources, String type, String method) {
        String source = sources.get(type);
        if (source == null) {
            return false;
        }
        boolean named = method.endsWith("…")
                ? source.contains(" " + method.substring(0, method.length() - 1))
                : method.isEmpty() || source.contains(" " + method + "(");
        Matcher parent = PARENT.matcher(source);
        return named || parent.find() && isIn(sources, parent.group(1), method);
    }

    private static Map<String, String> testSources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            files.filter(path ->
                            path.toString().endsWith(".java") && path.toString().contains("/src/test/java/"))
                    .forEach(path -> sources.put(path.getFileName().toString().replace(".java", ""), read(path)));
        }
        return sources;
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
