package dev.parley.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComposeFileTest {
    private static final JsonNode SERVICES = YamlDocuments.read(Manifests.ROOT.resolve("docker-compose.yml"))
            .getFirst()
            .path("services");
    private static final List<String> PROGRAMS = List.of(
            "api-gateway", "ingest-service", "dispatch-service", "bluesky-poller", "webhook-fanout", "migration");
    private static final Set<String> OPEN = Set.of("api-gateway", "ingest-service");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_0-9]+)");

    @Test
    void everyVariableIsASettingOfTheProgramsThatGetIt() {
        Settings settings = Settings.ofTheCode();

        assertThat(PROGRAMS.stream()
                        .flatMap(program -> variables(program)
                                .filter(variable ->
                                        !settings.isKnown(program, variable) && !settings.isKnownToAny(variable))
                                .map(variable -> program + " " + variable)))
                .isEmpty();
    }

    @Test
    void servicesStartWhenTheMigrationHasEndedWell() {
        assertThat(PROGRAMS)
                .filteredOn(program -> !program.equals("migration"))
                .allMatch(program -> condition(program, "migration").equals("service_completed_successfully"));
        assertThat(condition("migration", "postgres")).isEqualTo("service_healthy");
        assertThat(condition("migration", "kafka")).isEqualTo("service_healthy");
    }

    @Test
    void everyProgramIsLocked() {
        assertThat(PROGRAMS)
                .allMatch(program -> SERVICES.path(program).path("read_only").asBoolean())
                .allMatch(program ->
                        SERVICES.path(program).path("cap_drop").path(0).asText().equals("ALL"));
    }

    @Test
    void everyImageIsTheProgramsOwn() {
        assertThat(PROGRAMS)
                .allMatch(program -> SERVICES.path(program)
                        .path("image")
                        .asText()
                        .equals("${PARLEY_IMAGES:-parley}/" + program + ":${PARLEY_TAG:-latest}"));
    }

    @Test
    void aSecretGoesToThoseWhoUseItAndToNobodyElse() {
        assertThat(PROGRAMS)
                .allSatisfy(program -> assertThat(variables(program).filter(SecretOwners::isSecret))
                        .as(program)
                        .containsExactlyInAnyOrderElementsOf(SecretOwners.of(program)));
        assertThat(interpolatedSecrets("migration")).containsExactly("POSTGRES_PASSWORD");
        assertThat(interpolatedSecrets("postgres")).containsExactly("POSTGRES_PASSWORD");
        assertThat(interpolatedSecrets("kafka")).isEmpty();
        assertThat(interpolatedSecrets("sandbox")).isEmpty();
        assertThat(interpolatedSecrets("prometheus")).isEmpty();
        assertThat(interpolatedSecrets("grafana")).containsExactly("GRAFANA_PASSWORD");
    }

    /** A file that everybody reads must not be the one with the secrets. */
    @Test
    void noContainerReadsTheFileWithAllSecrets() {
        assertThat(SERVICES.findValues("env_file"))
                .isNotEmpty()
                .allSatisfy(files -> assertThat(files.findValuesAsText("path"))
                        .containsExactly("${PARLEY_SETTINGS_FILE:-settings.env}"));
    }

    /** Only customers' and platforms' way in may be opened by PARLEY_BIND. */
    @Test
    void everythingElseIsPublishedToThisMachineAlone() {
        assertThat(SERVICES.propertyStream().map(Map.Entry::getKey))
                .allSatisfy(service -> assertThat(ports(service))
                        .as(service)
                        .allMatch(port ->
                                port.startsWith(OPEN.contains(service) ? "${PARLEY_BIND:-127.0.0.1}:" : "127.0.0.1:"))
                        .noneMatch(port -> port.endsWith(":9000")));
        assertThat(OPEN).allMatch(service -> ports(service).allMatch(port -> port.endsWith(":8080")));
        assertThat(SERVICES.findValues("network_mode")).isEmpty();
    }

    @Test
    void grafanasPasswordIsNobodysGuess() {
        assertThat(SERVICES.at("/grafana/environment/GF_SECURITY_ADMIN_PASSWORD")
                        .asText())
                .startsWith("${GRAFANA_PASSWORD:?");
    }

    @Test
    void prometheusReadsTheManagementPortOfEveryService() {
        JsonNode targets = YamlDocuments.read(Manifests.ROOT.resolve("deploy/prometheus/prometheus.yml"))
                .getFirst()
                .at("/scrape_configs/0/dns_sd_configs/0");

        assertThat(targets.path("port").asInt()).isEqualTo(9000);
        assertThat(Resources.each(targets.path("names")).map(JsonNode::asText))
                .containsExactlyInAnyOrderElementsOf(PROGRAMS.stream()
                        .filter(program -> !program.equals("migration"))
                        .toList());
    }

    @Test
    void theImagesServeHealthWhereComposeAndManifestsLookForIt() {
        assertThat(Manifests.ROOT.resolve("deploy/Dockerfile"))
                .content()
                .contains("QUARKUS_MANAGEMENT_HOST=0.0.0.0", "QUARKUS_MANAGEMENT_PORT=9000");
        assertThat(Manifests.ROOT.resolve("deploy/health")).content().contains("QUARKUS_MANAGEMENT_PORT:-9000");
    }

    private static Stream<String> ports(String service) {
        return Resources.each(SERVICES.path(service).path("ports")).map(JsonNode::asText);
    }

    private static Stream<String> interpolatedSecrets(String service) {
        return VARIABLE.matcher(SERVICES.path(service).toString())
                .results()
                .map(variable -> variable.group(1))
                .filter(SecretOwners::isSecret)
                .distinct();
    }

    private static Stream<String> variables(String program) {
        return SERVICES.path(program).path("environment").propertyStream().map(Map.Entry::getKey);
    }

    private static String condition(String program, String dependency) {
        return SERVICES.path(program)
                .path("depends_on")
                .path(dependency)
                .path("condition")
                .asText();
    }
}
