package dev.parley.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standalone.control.ControlJson;
import dev.parley.stories.DocumentedMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Alert rules and dashboard ask for metrics that exist, and each alert says where to read what to do. */
class AlertsTest {
    private static final Path ROOT = Path.of(System.getProperty("parley.root"));
    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
    private static final Pattern RUNBOOK = Pattern.compile("runbook_url: docs/operations\\.md#(\\S+)");
    private static final Pattern METRIC = Pattern.compile("\\bparley_[a-z_]+");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    /** What a timer shows besides its name. */
    private static final Pattern PART = Pattern.compile("_(bucket|count|sum|max)$");

    @Test
    void eachAlertHasASectionOfItsOwnInTheOperationsPage() throws IOException {
        String rules = read("k8s/observability/rules.yml");
        List<String> alerts = found(ALERT, rules);
        Set<String> sections = found(HEADING, read("docs/operations.md")).stream()
                .map(AlertsTest::anchor)
                .collect(Collectors.toSet());

        assertThat(alerts).isNotEmpty().doesNotHaveDuplicates();
        assertThat(found(RUNBOOK, rules))
                .containsExactlyElementsOf(
                        alerts.stream().map(AlertsTest::anchor).toList());
        assertThat(sections).containsAll(found(RUNBOOK, rules));
    }

    @Test
    void alertsAskForDocumentedMetricsOnly() throws IOException {
        assertThat(metrics(read("k8s/observability/rules.yml")))
                .isNotEmpty()
                .isSubsetOf(DocumentedMetrics.read().all());
    }

    @Test
    void theDashboardAsksForDocumentedMetricsOnly() throws IOException {
        JsonNode dashboard = ControlJson.MAPPER.readTree(read("k8s/observability/dashboard.json"));
        String asked = dashboard.findValuesAsText("expr").toString();

        assertThat(metrics(asked))
                .isNotEmpty()
                .isSubsetOf(DocumentedMetrics.read().all());
        assertThat(dashboard.path("panels"))
                .allSatisfy(panel -> assertThat(panel.path("title").asText()).isNotEmpty());
    }

    private static Set<String> metrics(String text) {
        return METRIC.matcher(text)
                .results()
                .map(match -> PART.matcher(match.group()).replaceFirst(""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
    }

    private static List<String> found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results().map(match -> match.group(1)).toList();
    }

    private static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }
}
