package dev.parley.platform.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class GraphVersionsTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 12, 1);

    @Test
    void aVersionIsWarnedOfHalfAYearBeforeItsEnd() {
        assertThat(GraphVersions.warning("v21.0", TODAY))
                .hasValueSatisfying(text -> assertThat(text).contains("v21.0 ends on 2027-01-21"));
        assertThat(GraphVersions.warning("v22.0", LocalDate.of(2026, 11, 28))).isEmpty();
        assertThat(GraphVersions.warning("v22.0", LocalDate.of(2026, 11, 29))).isPresent();
        assertThat(GraphVersions.warning("v19.0", TODAY))
                .hasValueSatisfying(text -> assertThat(text).contains("has ended"));
        assertThat(GraphVersions.warning("v99.0", TODAY)).isEmpty();
    }

    @Test
    void theDaysThatAreLeftAreAMetric() throws Exception {
        try (GraphWorld world = new GraphWorld()) {
            SimpleMeterRegistry metrics = new SimpleMeterRegistry();
            new GraphVersions(world.config, metrics);

            assertThat(metrics.get("parley.platform.graph.version.days.left")
                            .gauge()
                            .value())
                    .isEqualTo(GraphVersions.daysLeft("v25.0", LocalDate.now(ZoneOffset.UTC)));
        }
        assertThat(GraphVersions.daysLeft("v25.0", LocalDate.of(2028, 7, 28))).isEqualTo(1);
        assertThat(GraphVersions.daysLeft("v99.0", TODAY)).isNaN();
    }

    @Test
    void theDefaultIsNotAboutToEnd() throws Exception {
        try (GraphWorld world = new GraphWorld()) {
            assertThat(GraphVersions.warning(world.config.version(), TODAY)).isEmpty();
        }
    }
}
