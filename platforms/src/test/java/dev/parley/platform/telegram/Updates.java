package dev.parley.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** The update files in {@code src/test/resources/telegram}, each with what must come of it beside it. */
final class Updates {
    private static final String EXPECTED = ".expected.json";

    private Updates() {}

    static Stream<String> names() {
        try (Stream<Path> files = Files.list(folder())) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json") && !name.endsWith(EXPECTED))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(String name) {
        return read(name + ".json");
    }

    /** A list of events; without members that are null or empty lists. */
    static JsonNode expected(String name) {
        return Json.parse(read(name + EXPECTED)).orElseThrow();
    }

    static boolean leadsToEvents(String name) {
        return !expected(name).isEmpty();
    }

    private static byte[] read(String file) {
        try {
            return Files.readAllBytes(folder().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        try {
            URL folder = Objects.requireNonNull(Updates.class.getResource("/telegram"));
            return Path.of(folder.toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
