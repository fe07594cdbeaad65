package dev.parley.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComposeFileTest {
    private static final JsonNode SERVICES = YamlDocuments.read(Manifests.ROOT.resolve("docker-compose.yml"))
            .getFirst()
            .path("services");
    private static final List<String> PROGRAMS = List.of(
            "api-gateway", "ingest-service", "dispatch-service", "bluesky-poller", "webhook-fanout", "migration");

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
