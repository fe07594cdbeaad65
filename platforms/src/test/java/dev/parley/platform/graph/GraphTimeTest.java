package dev.parley.platform.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphTimeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1780300800",
                "1780300800000",
                "2026-06-01T08:00:00+0000",
                "2026-06-01T10:00:00+02:00",
                "2026-06-01T08:00:00Z",
                "2026-06-01T08:00:00.000Z"
            })
    void everyWayOfWritingATimeIsRead(String text) {
        assertThat(GraphTime.of(text)).contains(Instant.parse("2026-06-01T08:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "soon", "2026-99-99T99:99:99+0000", "123456789012345678901234"})
    void whatIsNoTimeGivesNone(String text) {
        assertThat(GraphTime.of(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "99999999999",
                "100000000000",
                "9999999999999",
                "9999999999999999",
                "1104537599",
                "0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59+0000"
            })
    void whatCannotBeTrueGivesNone(String text) {
        assertThat(GraphTime.of(text)).isEmpty();
    }

    @Test
    void whatCanBeTrueLiesBetween2005AndTomorrow() {
        Instant soon = Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.MILLIS);

        assertThat(GraphTime.of("1104537600")).contains(Instant.parse("2005-01-01T00:00:00Z"));
        assertThat(GraphTime.of(Long.toString(soon.toEpochMilli()))).contains(soon);
        assertThat(GraphTime.of(Long.toString(soon.plusSeconds(86_400).toEpochMilli())))
                .isEmpty();
    }
}
