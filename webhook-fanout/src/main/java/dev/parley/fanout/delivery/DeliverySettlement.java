package dev.parley.fanout.delivery;

import dev.parley.fanout.metrics.FanoutMeters;
import dev.parley.fanout.subscription.Endpoint;
import dev.parley.fanout.subscription.EndpointHealth;
import dev.parley.log.CanonicalLogLine;
import dev.parley.node.IdGenerator;
import dev.parley.topic.Cause;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/** Decides what follows from an attempt, and tells the log, the meters and the endpoint's health of it. */
@ApplicationScoped
public class DeliverySettlement {
    private final DeliveryRetrySchedule schedule;
    private final AttemptLog log;
    private final EndpointHealth health;
    private final FanoutMeters meters;

    public DeliverySettlement(
            DeliveryRetrySchedule schedule, AttemptLog log, EndpointHealth health, FanoutMeters meters) {
        this.schedule = schedule;
        this.log = log;
        this.health = health;
        this.meters = meters;
    }

    DeliveryOutcome settle(Delivery delivery, Endpoint endpoint, Attempt attempt) {
        DeliveryOutcome verdict = judge(delivery, attempt);
        Duration latency =
                Duration.between(happenedAt(delivery.event()), attempt.at().plus(attempt.took()));
        log.add(delivery, attempt);
        health.record(endpoint, attempt.succeeded());
        switch (verdict) {
            case DeliveryOutcome.Delivered ok ->
                meters.delivered(delivery.event().cause().platform(), latency);
            case DeliveryOutcome.TryAgain later -> meters.failed();
            case DeliveryOutcome.GivenUp none -> {
                meters.gaveUp();
                if (attempt.isGone()) {
                    health.gone(endpoint);
                }
            }
        }
        tell(delivery, attempt, verdict, latency);
        return verdict;
    }

    private DeliveryOutcome judge(Delivery delivery, Attempt attempt) {
        if (attempt.succeeded()) {
            return new DeliveryOutcome.Delivered();
        }
        if (attempt.isGone()) {
            return new DeliveryOutcome.GivenUp();
        }
        return schedule.after(delivery.attempt(), attempt.retryAfter())
                .<DeliveryOutcome>map(DeliveryOutcome.TryAgain::new)
                .orElseGet(DeliveryOutcome.GivenUp::new);
    }

    /** As the platform says; where it says nothing, when the event was made. */
    private static Instant happenedAt(Event event) {
        Instant occurred = event.cause().occurredAt();
        return occurred == null ? IdGenerator.madeAt(event.id().value()) : occurred;
    }

    private static void tell(Delivery delivery, Attempt attempt, DeliveryOutcome verdict, Duration latency) {
        Event event = delivery.event();
        Cause cause = event.cause();
        CanonicalLogLine.of("delivery")
                .with("delivery", delivery.id())
                .with("endpoint", delivery.endpoint())
                .with("event", event.id())
                .with("type", event.type())
                .with("platform", cause.platform())
                .with("attempt", delivery.attempt())
                .with("status", attempt.status())
                .with("error", attempt.error())
                .with("outcome", name(verdict))
                .with(
                        "next_in_s",
                        verdict instanceof DeliveryOutcome.TryAgain(Duration after) ? after.toSeconds() : null)
                .with("took_ms", attempt.took().toMillis())
                .with("latency_ms", latency.toMillis())
                .with("trace", cause.traceparent())
                .log();
    }

    private static String name(DeliveryOutcome verdict) {
        return switch (verdict) {
            case DeliveryOutcome.Delivered ok -> "delivered";
            case DeliveryOutcome.TryAgain later -> "retry";
            case DeliveryOutcome.GivenUp none -> "given_up";
        };
    }
}
