package dev.parley.dispatch.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    private static final Duration NEW = Duration.ofSeconds(1);

    private final RetrySchedule schedule = new RetrySchedule(new RetryConfig() {
        @Override
        public List<Duration> schedule() {
            return List.of(Duration.ofSeconds(5), Duration.ofSeconds(30));
        }

        @Override
        public double jitter() {
            return 0.2;
        }
    });

    @RepeatedTest(20)
    void aWaitLiesWithinTheJitterOfItsStep() {
        assertThat(schedule.after(1, NEW, null).orElseThrow()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
        assertThat(schedule.after(2, NEW, null).orElseThrow())
                .isBetween(Duration.ofSeconds(24), Duration.ofSeconds(36));
    }

    @Test
    void theFirstWaitIsTheLeastThereIs() {
        assertThat(schedule.after(0, NEW, null).orElseThrow()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
    }

    @Test
    void aWaitIsNowAndThenShorterAndNowAndThenLonger() {
        List<Duration> waits = Stream.generate(
                        () -> schedule.after(1, NEW, null).orElseThrow())
                .limit(200)
                .toList();
        assertThat(waits).anyMatch(wait -> wait.toMillis() < 4_900).anyMatch(wait -> wait.toMillis() > 5_100);
    }

    @Test
    void afterTheLastStepThereIsNoFurtherAttempt() {
        assertThat(schedule.after(3, NEW, null)).isEmpty();
    }

    @Test
    void thePlatformsOwnWaitStandsAboveTheSchedule() {
        assertThat(schedule.after(1, NEW, Duration.ofSeconds(77))).contains(Duration.ofSeconds(77));
    }

    @Test
    void aPlatformThatAsksForPatienceAgainAndAgainGetsItForAsLongAsTheScheduleLasts() {
        Duration asked = Duration.ofSeconds(1);
        assertThat(schedule.after(12, Duration.ofSeconds(35), asked)).contains(asked);
        assertThat(schedule.after(12, Duration.ofSeconds(36), asked)).isEmpty();
        assertThat(schedule.after(2, Duration.ofHours(23), asked)).contains(asked);
    }
}
