package dev.parley.fanout.metrics;

import dev.parley.metrics.Backlog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The fan-out's meters, there from its start. */
@Startup
@ApplicationScoped
public class FanoutMeters {
    private static final String ATTEMPTS = "parley.webhook.attempts";
    private static final String PLATFORM = "platform";
    /** What concerns no network: a connected profile, a test. */
    private static final String NO_PLATFORM = "none";

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(10),
        Duration.ofHours(1)
    };

    private static final String BACKLOG = """
            select (select count(*) from (select 1 from webhook_retries limit 100000) r)::float8,
                   (select count(*) from (select 1 from webhook_retries
                       where due_at <= now() - interval '5 seconds' limit 100000) d)::float8""";

    private final Counter delivered;
    private final Counter failed;
    private final Counter givenUp;
    private final Counter unlogged;
    private final AtomicInteger unusable;
    private final MeterProvider<Timer> latency;
    private final Backlog backlog;

    public FanoutMeters(MeterRegistry meters, Pool pool) {
        this.delivered = meters.counter(ATTEMPTS, "outcome", "delivered");
        this.failed = meters.counter(ATTEMPTS, "outcome", "failed");
        this.givenUp = meters.counter(ATTEMPTS, "outcome", "given_up");
        this.unusable = meters.gauge("parley.webhook.endpoints.unusable", new AtomicInteger());
        this.unlogged = meters.counter("parley.webhook.log.dropped");
        this.latency = Timer.builder("parley.webhook.latency")
                .serviceLevelObjectives(BUCKETS)
                .withRegistry(meters);
        this.backlog = new Backlog(
                pool, meters, BACKLOG, List.of("parley.webhook.retries.waiting", "parley.webhook.retries.overdue"));
        latency.withTag(PLATFORM, NO_PLATFORM);
    }

    /**
     * A subscriber took an event.
     *
     * @param took from the platform's timestamp, where there is one, to the subscriber's answer
     */
    public void delivered(@Nullable String platform, Duration took) {
        delivered.increment();
        // A platform's clock may be ahead, or may count whole seconds.
        latency.withTag(PLATFORM, platform == null ? NO_PLATFORM : platform)
                .record(took.isNegative() ? Duration.ZERO : took);
    }

    /** An attempt failed; another follows. */
    public void failed() {
        failed.increment();
    }

    /** No further attempt follows. */
    public void gaveUp() {
        givenUp.increment();
    }

    /** So many enabled endpoints cannot be delivered to as they stand in the database. */
    public void unusable(int endpoints) {
        unusable.set(endpoints);
    }

    /** An attempt did not get into the log. */
    public void unlogged() {
        unlogged.increment();
    }

    @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sample() {
        return backlog.sample();
    }
}
