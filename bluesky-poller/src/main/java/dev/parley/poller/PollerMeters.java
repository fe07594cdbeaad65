package dev.parley.poller;

import dev.parley.platform.EventPoller;
import dev.parley.platform.Platforms;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;

/** The poller's meters, there from its start; docs/operations.md explains each. */
@Startup
@ApplicationScoped
class PollerMeters {
    private static final String EVENTS = "parley.poll.events";
    private static final String LATER = "parley.poll.later";
    private static final String PAGES = "parley.poll.pages";

    private final MeterRegistry meters;
    private final Counter failures;
    private final Counter superseded;

    PollerMeters(MeterRegistry meters, Platforms platforms) {
        this.meters = meters;
        this.failures = meters.counter("parley.poll.failures");
        this.superseded = meters.counter("parley.poll.superseded");
        platforms.all().stream().filter(EventPoller.class::isInstance).forEach(platform -> {
            meters.counter(EVENTS, "platform", platform.name());
            meters.counter(LATER, "platform", platform.name());
            meters.counter(PAGES, "platform", platform.name());
        });
    }

    /** A page with so many events was read. */
    void page(String platform, int count) {
        meters.counter(PAGES, "platform", platform).increment();
        meters.counter(EVENTS, "platform", platform).increment(count);
    }

    /** The platform asked for patience. */
    void later(String platform) {
        meters.counter(LATER, "platform", platform).increment();
    }

    /** A turn went wrong on our side. */
    void failed() {
        failures.increment();
    }

    /** A page was refused, because another replica had gone on from the same place. */
    void superseded() {
        superseded.increment();
    }
}
