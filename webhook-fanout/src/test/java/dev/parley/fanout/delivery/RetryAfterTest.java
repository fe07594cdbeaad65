package dev.parley.fanout.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-06-01T08:00:00Z"), ZoneOffset.UTC);

    @Test
    void secondsAreRead() {
        assertThat(read("0")).contains(Duration.ZERO);
        assertThat(read(" 120 ")).contains(Duration.ofMinutes(2));
        assertThat(read("999999999")).contains(Duration.ofSeconds(999_999_999));
    }

    @Test
    void aDateIsReadAndOnePastIsNow() {
        assertThat(read("Mon, 01 Jun 2026 08:01:30 GMT")).contains(Duration.ofSeconds(90));
        assertThat(read("Mon, 01 Jun 2026 08:00:00 GMT")).contains(Duration.ZERO);
        assertThat(read("Mon, 01 Jun 2026 07:00:00 GMT")).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  ", "1000000000", "-1", "1.5", "soon"})
    void nonsenseSaysNothing(String header) {
        assertThat(read(header)).isEmpty();
    }

    private static Optional<Duration> read(String header) {
        return RetryAfter.read(header, CLOCK);
    }
}
