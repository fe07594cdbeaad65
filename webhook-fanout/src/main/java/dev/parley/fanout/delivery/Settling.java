package dev.parley.fanout.delivery;

import dev.parley.fanout.subscription.Endpoint;
import dev.parley.fanout.subscription.EndpointHealth;
import dev.parley.id.IdGenerator;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Decides what follows from an attempt, and tells the log, the meters and the endpoint's health of it. */
@ApplicationScoped
public class Settling {
    private static final Logger LOG = Logger.getLogger(Settling.class);

    private final RetrySchedule schedule;
    private final AttemptLog log;
    private final EndpointHealth health;
    private final Counter delivered;
    private final Counter failed;
    private final Counter givenUp;
    private final Timer latency;

    public Settling(RetrySchedule schedule, AttemptLog log, EndpointHealth health, MeterRegistry meters) {
        this.schedule = schedule;
        this.log = log;
        this.health = health;
        this.delivered = meters.counter("parley.webhook.attempts", "outcome", "delivered");
        this.failed = meters.counter("parley.webhook.attempts", "outcome", "failed");
        this.givenUp = meters.counter("parley.webhook.attempts", "outcome", "given_up");
        this.latency = meters.timer("parley.webhook.latency");
    }

    Verdict settle(Delivery delivery, Endpoint endpoint, Attempt attempt) {
        Verdict verdict = judge(delivery, attempt);
        log.add(delivery, attempt);
        health.record(endpoint, attempt.succeeded());
        switch (verdict) {
            case Verdict.Delivered ok -> {
                delivered.increment();
                latency.record(Duration.between(
                        IdGenerator.madeAt(delivery.event().id().value()),
                        attempt.at().plus(attempt.took())));
            }
            case Verdict.TryAgain later -> failed.increment();
            case Verdict.GivenUp none -> {
                givenUp.increment();
                if (attempt.isGone()) {
                    health.gone(endpoint);
                }
            }
        }
        tell(delivery, attempt, verdict);
        return verdict;
    }

    private Verdict judge(Delivery delivery, Attempt attempt) {
        if (attempt.succeeded()) {
            return new Verdict.Delivered();
        }
        if (attempt.isGone()) {
            return new Verdict.GivenUp();
        }
        return schedule.after(delivery.attempt(), attempt.retryAfter())
                .<Verdict>map(Verdict.TryAgain::new)
                .orElseGet(Verdict.GivenUp::new);
    }

    private static void tell(Delivery delivery, Attempt attempt, Verdict verdict) {
        Logger.Level level = attempt.succeeded() ? Logger.Level.DEBUG : Logger.Level.INFO;
        if (LOG.isEnabled(level)) {
            LOG.logf(
                    level,
                    "delivery.attempted delivery=%s endpoint=%s event=%s type=%s attempt=%d status=%s error=\"%s\" ms=%d next=%s",
                    delivery.id(),
                    delivery.endpoint(),
                    delivery.event().id(),
                    delivery.event().type(),
                    delivery.attempt(),
                    attempt.status(),
                    attempt.error() == null ? "" : attempt.error(),
                    attempt.took().toMillis(),
                    verdict);
        }
    }
}
