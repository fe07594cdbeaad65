package dev.parley.platform.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
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

    @Test
    void secondsAndMillisecondsMeetInSpring1973() {
        assertThat(GraphTime.of("99999999999")).contains(Instant.ofEpochSecond(99_999_999_999L));
        assertThat(GraphTime.of("100000000000")).contains(Instant.ofEpochMilli(100_000_000_000L));
    }
}
