package dev.parley.fanout.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.fanout.loop.FanoutConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeliveryRetryScheduleTest {
    private final DeliveryRetrySchedule exact = schedule("0");

    @Test
    void eachAttemptHasTheDelayOfTheSchedule() {
        assertThat(exact.after(1, null)).contains(Duration.ofMinutes(1));
        assertThat(exact.after(2, null)).contains(Duration.ofMinutes(5));
        assertThat(exact.after(9, null)).contains(Duration.ofHours(24));
    }

    @Test
    void afterTheLastAttemptThereIsNoFurther() {
        assertThat(exact.after(10, null)).isEmpty();
        assertThat(exact.after(11, Duration.ofSeconds(1))).isEmpty();
    }

    @Test
    void aReceiverThatAsksForMoreTimeGetsItUpToTheLongest() {
        assertThat(exact.after(5, Duration.ofHours(7))).contains(Duration.ofHours(7));
        assertThat(exact.after(5, Duration.ofHours(24))).contains(Duration.ofHours(24));
        assertThat(exact.after(5, Duration.ofHours(25))).contains(Duration.ofHours(24));
    }

    @Test
    void onlyEarlyAttemptsComeEarlier() {
        Duration soon = Duration.ofSeconds(1);
        assertThat(exact.after(3, soon)).contains(soon);
        assertThat(exact.after(4, soon)).contains(Duration.ofHours(2));
        assertThat(exact.after(4, Duration.ofHours(2))).contains(Duration.ofHours(2));
    }

    @Test
    void aDelayIsSpreadUpwardsOnly() {
        DeliveryRetrySchedule spread = schedule("0.1");

        List<Duration> delays = Stream.generate(() -> spread.after(1, null).orElseThrow())
                .limit(200)
                .toList();

        assertThat(delays)
                .allMatch(delay -> delay.toMillis() >= 60_000 && delay.toMillis() < 66_000)
                .anyMatch(delay -> delay.toMillis() > 61_000);
    }

    private static DeliveryRetrySchedule schedule(String jitter) {
        return new DeliveryRetrySchedule(new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(FanoutConfig.class)
                .withDefaultValues(Map.of("parley.fanout.jitter", jitter))
                .withValidateUnknown(false)
                .build()
                .getConfigMapping(FanoutConfig.class));
    }
}
