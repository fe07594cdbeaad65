package dev.parley.fanout.delivery;

import dev.parley.fanout.loop.FanoutConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** When a failed delivery is tried again. */
@ApplicationScoped
public class DeliveryRetrySchedule {
    /** A receiver asks to come back soon because of a burst, not for good: so only early attempts may come early. */
    private static final int MAY_COME_EARLY = 3;

    private final List<Duration> delays;
    private final double jitter;
    private final Duration longestRetryAfter;

    public DeliveryRetrySchedule(FanoutConfig config) {
        this.delays = config.schedule();
        this.jitter = config.jitter();
        this.longestRetryAfter = config.longestRetryAfter();
    }

    /**
     * How long after the given attempt the next one comes; empty when it was the last.
     *
     * @param attempt counted from 1
     * @param asked the receiver's Retry-After. A longer one is always honoured, a shorter one by the first attempts
     *     only, or a receiver that always says "in a second" would use all attempts up in ten
     */
    public Optional<Duration> after(int attempt, @Nullable Duration asked) {
        if (attempt >= delays.size()) {
            return Optional.empty();
        }
        Duration planned = delays.get(attempt);
        if (asked == null || (asked.compareTo(planned) < 0 && attempt > MAY_COME_EARLY)) {
            return Optional.of(spread(planned));
        }
        return Optional.of(spread(asked.compareTo(longestRetryAfter) > 0 ? longestRetryAfter : asked));
    }

    private Duration spread(Duration delay) {
        double share = jitter <= 0 ? 0 : ThreadLocalRandom.current().nextDouble(jitter);
        return delay.plusNanos((long) (delay.toNanos() * share));
    }
}
