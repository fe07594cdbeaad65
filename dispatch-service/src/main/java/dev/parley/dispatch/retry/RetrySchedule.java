package dev.parley.dispatch.retry;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The waits between the attempts of one send. */
@Singleton
public class RetrySchedule {
    private final List<Duration> waits;
    private final Duration span;
    private final double jitter;

    public RetrySchedule(RetryConfig config) {
        this.waits = List.copyOf(config.schedule());
        this.span = waits.stream().reduce(Duration.ZERO, Duration::plus);
        this.jitter = config.jitter();
    }

    /**
     * How long to wait before the next attempt; empty when there is none. Who is asked to wait does so as often as it
     * takes, within the time that the whole schedule spans: a flood of short waits is not many failures.
     *
     * @param attempts calls made so far, at least one
     * @param age how long ago the send was accepted
     * @param asked the platform's own wait, which is never shortened
     */
    public Optional<Duration> after(int attempts, Duration age, @Nullable Duration asked) {
        boolean patient = asked != null && age.compareTo(span) <= 0;
        if (attempts > waits.size() && !patient) {
            return Optional.empty();
        }
        if (asked != null) {
            return Optional.of(asked);
        }
        Duration wait = waits.get(Math.max(attempts, 1) - 1);
        double factor = 1 + jitter * (2 * ThreadLocalRandom.current().nextDouble() - 1);
        return Optional.of(Duration.ofMillis(Math.round(wait.toMillis() * factor)));
    }
}
