package dev.parley.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OpenLoopTest {
    private static final Duration STALL = Duration.ofMillis(300);

    /** One operation stalls everything behind it, as a garbage collection in a service does. */
    @Test
    void aStallShowsInEveryOperationThatItHeldUp() {
        Latencies latencies = new Latencies();
        Executor afterTheStall = CompletableFuture.delayedExecutor(STALL.toMillis(), TimeUnit.MILLISECONDS);

        new OpenLoop(100, 1).run(40, (number, due, done) -> {
            Executor when = number == 0 ? afterTheStall : Runnable::run;
            when.execute(() -> {
                latencies.since(due);
                done.run();
            });
        });

        assertThat(latencies.count()).isEqualTo(40);
        assertThat(latencies.millisAt(100)).isGreaterThanOrEqualTo(STALL.toMillis());
        // Thirty were due meanwhile; the last of these waited hardly, the median of all forty a good part of it.
        assertThat(latencies.millisAt(70)).isGreaterThan(STALL.toMillis() / 4.0);
    }

    @Test
    void operationsBeginWhenTheyAreDueAndNotBefore() {
        AtomicLong early = new AtomicLong();

        long begun = new OpenLoop(1_000, 10).run(Duration.ofMillis(50), (number, due, done) -> {
            early.addAndGet(System.nanoTime() < due ? 1 : 0);
            done.run();
        });

        assertThat(begun).isEqualTo(50);
        assertThat(early).hasValue(0);
    }
}
