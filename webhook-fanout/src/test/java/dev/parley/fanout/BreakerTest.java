package dev.parley.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.fanout.subscription.Breaker;
import dev.parley.fanout.subscription.BreakerConfig;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private final AtomicLong now = new AtomicLong();
    private final Breaker breaker =
            new Breaker(new Config(20, 10, 0.5, Duration.ofSeconds(5), Duration.ofSeconds(15)), now::get);

    private record Config(int window, int minimum, double share, Duration open, Duration longestOpen)
            implements BreakerConfig {}

    @Test
    void itStaysClosedOnTooFewOutcomes() {
        fail(9);
        assertThat(breaker.permitsCall()).isTrue();
    }

    @Test
    void itOpensAtTheShareOfFailures() {
        succeed(10);
        fail(9);
        assertThat(breaker.permitsCall()).isTrue();
        fail(1);
        assertThat(breaker.permitsCall()).isFalse();
    }

    @Test
    void itForgetsOldOutcomes() {
        fail(9);
        succeed(20);
        fail(9);
        assertThat(breaker.permitsCall()).isTrue();
    }

    @Test
    void oneProbeIsLetThroughAndItsSuccessCloses() {
        fail(10);
        pass(Duration.ofSeconds(5));
        assertThat(breaker.permitsCall()).isTrue();
        breaker.begin();
        assertThat(breaker.permitsCall()).isFalse();
        breaker.succeeded();
        assertThat(breaker.isClosed()).isTrue();
    }

    @Test
    void everyFailedProbeDoublesTheWaitUpToTheLongest() {
        fail(10);
        for (int seconds : new int[] {5, 10, 15, 15}) {
            pass(Duration.ofSeconds(seconds).minusNanos(1));
            assertThat(breaker.permitsCall()).isFalse();
            pass(Duration.ofNanos(1));
            assertThat(breaker.permitsCall()).isTrue();
            breaker.begin();
            breaker.failed();
        }
    }

    @Test
    void anEndpointThatAsksForTimeGetsIt() {
        breaker.pause(Duration.ofSeconds(60));
        pass(Duration.ofSeconds(59));
        assertThat(breaker.permitsCall()).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(breaker.permitsCall()).isTrue();
    }

    @Test
    void itStaysOpenUntilItsTimeIsOver() {
        fail(10);
        assertThat(breaker.isClosed()).isFalse();
        pass(Duration.ofSeconds(5).minusNanos(1));
        assertThat(breaker.permitsCall()).isFalse();
        breaker.failed();
        pass(Duration.ofNanos(1));
        assertThat(breaker.permitsCall()).isTrue();
    }

    @Test
    void aSuccessfulProbeForgetsTheFailuresAndTheDoubledWait() {
        fail(10);
        pass(Duration.ofSeconds(5));
        breaker.begin();
        breaker.failed();
        pass(Duration.ofSeconds(10));
        breaker.begin();
        breaker.succeeded();

        fail(9);
        assertThat(breaker.isClosed()).isTrue();
        fail(1);
        pass(Duration.ofSeconds(5));
        assertThat(breaker.permitsCall()).isTrue();
    }

    @Test
    void aCallThatBeginsWhileItIsClosedIsNoProbe() {
        breaker.begin();
        breaker.begin();
        assertThat(breaker.isClosed()).isTrue();
    }

    @Test
    void theOldestOutcomeOfTheWindowCounts() {
        fail(1);
        succeed(10);
        fail(8);
        assertThat(breaker.isClosed()).isTrue();
        fail(1);
        assertThat(breaker.isClosed()).isFalse();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed();
        }
    }

    private void succeed(int times) {
        for (int i = 0; i < times; i++) {
            breaker.succeeded();
        }
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
