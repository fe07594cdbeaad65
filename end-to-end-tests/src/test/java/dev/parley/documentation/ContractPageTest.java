package dev.parley.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages that say which test holds what must name tests that exist, and count right. */
class ContractPageTest {
    private static final Path ROOT = Path.of(System.getProperty("parley.root"));
    private static final Pattern NAMED_TEST = Pattern.compile("`([A-Z]\\w*Test)\\.(\\w+)`");
    private static final Pattern NAMED_CLASS = Pattern.compile("`([A-Z]\\w*Test)`");
    private static final Pattern METHOD = Pattern.compile("void (\\w+)\\(");

    @Test
    void everyTestThatAStatementNamesExists() throws IOException {
        Set<String> existing = tests();
        assertThat(named(NAMED_TEST, "contract.md").map(test -> test.group(1) + "." + test.group(2)))
                .hasSizeGreaterThan(100)
                .isSubsetOf(existing);
    }

    @Test
    void everyTestClassOfAnEndpointExists() throws IOException {
        Set<String> classes = tests().stream()
                .map(test -> test.substring(0, test.indexOf('.')))
                .collect(Collectors.toSet());
        assertThat(named(NAMED_CLASS, "api.md").map(test -> test.group(1)))
                .isNotEmpty()
                .isSubsetOf(classes);
    }

    @Test
    void statementsAreCountedRightly() throws IOException {
        List<String> lines = Files.readAllLines(ROOT.resolve("docs/contract.md"));
        List<String> statements = lines.stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| Statement"))
                .toList();
        long without =
                statements.stream().filter(line -> line.contains("*none:*")).count();
        assertThat(statements)
                .allMatch(line ->
                        line.contains("*none:*") || NAMED_TEST.matcher(line).find());
        assertThat(lines)
                .contains("%d statements; %d have a test, %d do not."
                        .formatted(statements.size(), statements.size() - without, without));
    }

    private static Stream<MatchResult> named(Pattern pattern, String page) throws IOException {
        return pattern.matcher(Files.readString(ROOT.resolve("docs").resolve(page)))
                .results();
    }

    /** Every {@code Class.method} of the test sources; several classes may share a name. */
    private static Set<String> tests() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().contains("/src/test/java/"))
                    .filter(file -> file.toString().endsWith("Test.java"))
                    .flatMap(ContractPageTest::testsIn)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Stream<String> testsIn(Path file) {
        String name = file.getFileName().toString().replace(".java", "");
        try {
            return METHOD
                    .matcher(Files.readString(file))
                    .results()
                    .map(method -> name + "." + method.group(1))
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
