package dev.parley.standalone.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.standalone.infrastructure.Installation;
import dev.parley.standalone.process.StartFailure;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PortPlanTest {
    @Test
    void withoutAWordTheDefaultsHold() {
        PortPlan plan = PortPlan.of(Optional.empty(), Map.of());

        assertThat(plan.url(SystemPart.API_GATEWAY)).isEqualTo("http://127.0.0.1:8080");
        assertThat(plan.of(SystemPart.POSTGRES)).isEqualTo(15_432);
    }

    @Test
    void aBaseMovesAllPortsWithoutOverlap() {
        PortPlan plan = PortPlan.of(Optional.of("20000"), Map.of("PARLEY_PORT_BASE", "30000"));

        assertThat(allPorts(plan)).doesNotHaveDuplicates().allMatch(port -> port >= 20_000 && port < 20_100);
    }

    @Test
    void oneVariableMovesOnePart() {
        PortPlan plan = PortPlan.of(Optional.empty(), Map.of("PARLEY_PORT_BASE", "30000", "PARLEY_PORT_KAFKA", "9092"));

        assertThat(plan.of(SystemPart.KAFKA)).isEqualTo(9092);
        assertThat(plan.of(SystemPart.API_GATEWAY)).isEqualTo(30_000);
    }

    @Test
    void freePortsAreAllDifferent() {
        PortPlan plan = PortPlan.of(Optional.of("free"), Map.of());

        assertThat(allPorts(plan)).doesNotHaveDuplicates();
    }

    @Test
    void everyQuarkusProgramHasAManagementPort() {
        PortPlan plan = PortPlan.of(Optional.empty(), Map.of());

        assertThat(SystemPart.managed()).containsAll(SystemPart.services()).contains(SystemPart.SANDBOX);
        assertThat(plan.managementUrl(SystemPart.API_GATEWAY)).isEqualTo("http://127.0.0.1:8110");
        assertThat(plan.managementOf(SystemPart.KAFKA)).isEmpty();
        assertThat(allPorts(plan)).doesNotHaveDuplicates();
    }

    @Test
    void theDefaultsAreThoseOfTheServices() throws IOException {
        PortPlan plan = PortPlan.of(Optional.empty(), Map.of());

        for (SystemPart part : SystemPart.managed()) {
            Properties own = propertiesOf(part);
            assertThat(own).containsEntry("quarkus.http.port", Integer.toString(plan.of(part)));
            assertThat(own)
                    .containsEntry(
                            "quarkus.management.port",
                            Integer.toString(plan.managementOf(part).orElseThrow()));
        }
    }

    @Test
    void oneVariableMovesOneManagementPort() {
        PortPlan plan = PortPlan.of(Optional.of("30000"), Map.of("PARLEY_PORT_API_GATEWAY_MANAGEMENT", "9000"));

        assertThat(plan.managementOf(SystemPart.API_GATEWAY)).hasValue(9000);
        assertThat(plan.managementOf(SystemPart.INGEST_SERVICE)).hasValue(30_031);
        assertThat(plan.of(SystemPart.API_GATEWAY)).isEqualTo(30_000);
    }

    @Test
    void aTakenManagementPortIsNamedWithItsPartAndItsVariable() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            PortPlan plan = PortPlan.of(Optional.of("free"), Map.of("PARLEY_PORT_SANDBOX_MANAGEMENT", port));

            assertThatThrownBy(() -> plan.requireFree(List.of(SystemPart.SANDBOX)))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining(port + " (management of sandbox, PARLEY_PORT_SANDBOX_MANAGEMENT)");
        }
    }

    @Test
    void aTakenPortIsNamedWithItsPartAndItsVariable() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            PortPlan plan = PortPlan.of(Optional.of("free"), Map.of("PARLEY_PORT_KAFKA", port));

            assertThatThrownBy(() -> plan.requireFree(List.of(SystemPart.values())))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining(port + " (kafka, PARLEY_PORT_KAFKA)");
        }
    }

    @Test
    void whatIsNoPortIsRefused() {
        assertThatThrownBy(() -> PortPlan.of(Optional.of("high"), Map.of()))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("\"high\"");
        assertThatThrownBy(() -> PortPlan.of(Optional.of("65500"), Map.of()))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("\"65500\"");
    }

    private static List<Integer> allPorts(PortPlan plan) {
        return Stream.concat(
                        Arrays.stream(SystemPart.values()).map(plan::of),
                        SystemPart.managed().stream()
                                .map(part -> plan.managementOf(part).orElseThrow()))
                .toList();
    }

    private static Properties propertiesOf(SystemPart part) throws IOException {
        Properties properties = new Properties();
        try (Reader file = Files.newBufferedReader(Installation.find()
                .root()
                .resolve(part.label())
                .resolve("src/main/resources/application.properties"))) {
            properties.load(file);
        }
        return properties;
    }
}
