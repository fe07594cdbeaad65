package dev.parley.standalone.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.standalone.StartFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PortPlanTest {
    @Test
    void withoutAWordTheDefaultsHold() {
        PortPlan plan = PortPlan.of(Optional.empty(), Map.of());

        assertThat(plan.url(Part.API_GATEWAY)).isEqualTo("http://127.0.0.1:8080");
        assertThat(plan.of(Part.POSTGRES)).isEqualTo(15_432);
    }

    @Test
    void aBaseMovesAllPortsWithoutOverlap() {
        PortPlan plan = PortPlan.of(Optional.of("20000"), Map.of("PARLEY_PORT_BASE", "30000"));

        assertThat(Arrays.stream(Part.values()).map(plan::of))
                .doesNotHaveDuplicates()
                .allMatch(port -> port >= 20_000 && port < 20_100);
    }

    @Test
    void oneVariableMovesOnePart() {
        PortPlan plan = PortPlan.of(Optional.empty(), Map.of("PARLEY_PORT_BASE", "30000", "PARLEY_PORT_KAFKA", "9092"));

        assertThat(plan.of(Part.KAFKA)).isEqualTo(9092);
        assertThat(plan.of(Part.API_GATEWAY)).isEqualTo(30_000);
    }

    @Test
    void freePortsAreAllDifferent() {
        PortPlan plan = PortPlan.of(Optional.of("free"), Map.of());

        assertThat(Arrays.stream(Part.values()).map(plan::of)).doesNotHaveDuplicates();
    }

    @Test
    void aTakenPortIsNamedWithItsPartAndItsVariable() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            PortPlan plan = PortPlan.of(Optional.of("free"), Map.of("PARLEY_PORT_KAFKA", port));

            assertThatThrownBy(() -> plan.requireFree(List.of(Part.values())))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining(port + " (kafka, PARLEY_PORT_KAFKA)");
        }
    }

    @Test
    void whatIsNoPortIsRefused() {
        assertThatThrownBy(() -> PortPlan.of(Optional.of("high"), Map.of()))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("\"high\"");
    }
}
