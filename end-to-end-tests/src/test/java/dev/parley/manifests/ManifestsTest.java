package dev.parley.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator applies, checked without a cluster. */
class ManifestsTest {
    static List<Path> files() {
        return Manifests.files();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFileFitsTheSchemasAsItStands(Path file) {
        Schemas schemas = new Schemas();
        List<JsonNode> resources = YamlDocuments.read(file);

        assertThat(resources).isNotEmpty();
        assertThat(resources.stream().flatMap(resource -> schemas.faults(resource).stream()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production"})
    void anOverlayIsSoundInItself(String overlay) {
        assertThat(Checks.faults(Manifests.rendered(overlay))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "production,gateway-api",
        "dev,gateway-api",
        "production,pod-monitor",
        "production,operator-api",
        "dev,operator-api"
    })
    void aComponentFitsIntoAnOverlay(String overlay, String component) {
        assertThat(Checks.faults(Manifests.renderedWith(overlay, component))).isEmpty();
    }

    @Test
    void theOperatorsApiIsOpenOnlyWhereAComponentSaysSo() {
        assertThat(List.of(
                        Manifests.rendered("dev"),
                        Manifests.rendered("production"),
                        Manifests.renderedWith("production", "gateway-api")))
                .noneMatch(ManifestsTest::leadsToTheOperator);
        Resources route = Manifests.renderedWith("production", "gateway-api", "operator-api");
        assertThat(List.of(Manifests.renderedWith("production", "operator-api"), route))
                .allMatch(ManifestsTest::leadsToTheOperator);
        assertThat(Checks.faults(route)).isEmpty();
    }

    private static boolean leadsToTheOperator(Resources overlay) {
        return Stream.concat(overlay.ofKind("Ingress"), overlay.ofKind("HTTPRoute"))
                .anyMatch(entrance -> entrance.toString().contains("/api/admin"));
    }

    @Test
    void everySecretOfTheCodeHasItsOwners() {
        assertThat(Settings.ofTheCode().secrets()).isNotEmpty().isSubsetOf(SecretOwners.BY_VARIABLE.keySet());
    }

    /** Everything the migration needs carries the label by which it is applied first. */
    @Test
    void whatTheMigrationNeedsIsAppliedBeforeTheServices() {
        Resources before = new Resources(Manifests.rendered("production").all().stream()
                .filter(resource -> resource.at("/metadata/labels/parley.dev~1step")
                        .asText()
                        .equals("before"))
                .toList());

        assertThat(before.workloads()).extracting(Resources.Workload::name).containsExactly("migration");
        assertThat(References.settingsExist(before)).isEmpty();
        assertThat(new Arrows(before).allowed())
                .contains("migration -> names", "migration -> database", "migration -> broker");
    }
}
