package dev.parley.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever reads ARCHITECTURE.md must find what it names. */
class ArchitecturePageTest {
    private static final Path ROOT = Path.of(System.getProperty("parley.root"));
    private static final Pattern CLASS_NAME = Pattern.compile("`([A-Z][A-Za-z]+)`");

    @Test
    void everyClassThePageNamesExists() throws IOException {
        Set<String> classes = classes();
        Matcher named = CLASS_NAME.matcher(Files.readString(ROOT.resolve("ARCHITECTURE.md")));

        assertThat(named.results().map(match -> match.group(1)).collect(Collectors.toSet()))
                .hasSizeGreaterThan(20)
                .isSubsetOf(classes);
    }

    @Test
    void everyModuleOfTheBuildStandsOnThePage() throws IOException {
        String page = Files.readString(ROOT.resolve("ARCHITECTURE.md"));
        Matcher modules =
                Pattern.compile("<module>([a-z-]+)</module>").matcher(Files.readString(ROOT.resolve("pom.xml")));

        assertThat(modules.results().map(match -> match.group(1))).isNotEmpty().allMatch(page::contains);
    }

    private static Set<String> classes() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.map(Path::toString)
                    .filter(path -> path.endsWith(".java") && path.contains("/src/main/java/"))
                    .map(path -> path.substring(path.lastIndexOf('/') + 1, path.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }
}
