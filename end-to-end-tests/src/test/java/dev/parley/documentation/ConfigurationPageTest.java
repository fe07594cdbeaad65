package dev.parley.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * docs/configuration.md holds a row for each key, as the code has it. After a change of a key, run
 * {@code ./parley test -pl end-to-end-tests -Dtest=ConfigurationPageTest -Dparley.write-docs} to write the page anew.
 */
class ConfigurationPageTest {
    private static final Path ROOT = Path.of(System.getProperty("parley.root"));
    private static final Path PAGE = ROOT.resolve("docs/configuration.md");
    private static final String INTRODUCTION = """
            # Configuration

            Every key of Parley's own, with its default. Set a key as an environment variable in capitals with underscores
            (`parley.http.allow-insecure` is `PARLEY_HTTP_ALLOW_INSECURE`) or as a system property. The address of the database and
            of the broker are Quarkus' own: `QUARKUS_DATASOURCE_REACTIVE_URL`, `QUARKUS_DATASOURCE_USERNAME`,
            `QUARKUS_DATASOURCE_PASSWORD`, `KAFKA_BOOTSTRAP_SERVERS`, `QUARKUS_HTTP_PORT`, `QUARKUS_MANAGEMENT_PORT`
            (health and metrics). Under `./parley up` all of them are set.

            This page is written from the code; a test fails when the two differ.

            | Key | Default | What it is | Where |
            |---|---|---|---|
            """;

    @Test
    void thePageHasARowForEachKeyAsTheCodeHasIt() throws IOException {
        String page = INTRODUCTION + rows(new ConfigurationSources(ROOT).settings());

        if (System.getProperty("parley.write-docs") != null) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE).hasContent(page);
    }

    private static String rows(List<ConfigurationSources.Setting> settings) {
        StringBuilder rows = new StringBuilder();
        for (ConfigurationSources.Setting setting : settings) {
            rows.append("| `%s` | %s | %s | %s |\n"
                    .formatted(
                            setting.key(),
                            setting.shownDefault(),
                            setting.sentence().replace("|", "\\|"),
                            setting.module()));
        }
        return rows.toString();
    }
}
