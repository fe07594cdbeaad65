package dev.parley.poller;

import dev.parley.platform.EventPoller;
import dev.parley.platform.Platforms;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;

/** The poller's meters, there from its start; docs/operations.md explains each. */
@Startup
@ApplicationScoped
class PollerMeters {
    private static final String PLATFORM = "platform";

    private final MeterProvider<Counter> events;
    private final MeterProvider<Counter> later;
    private final MeterProvider<Counter> pages;
    private final Counter failures;
    private final Counter superseded;

    PollerMeters(MeterRegistry meters, Platforms platforms) {
        this.events = Counter.builder("parley.poll.events").withRegistry(meters);
        this.later = Counter.builder("parley.poll.later").withRegistry(meters);
        this.pages = Counter.builder("parley.poll.pages").withRegistry(meters);
        this.failures = meters.counter("parley.poll.failures");
        this.superseded = meters.counter("parley.poll.superseded");
        platforms.all().stream().filter(EventPoller.class::isInstance).forEach(platform -> {
            events.withTag(PLATFORM, platform.name());
            later.withTag(PLATFORM, platform.name());
            pages.withTag(PLATFORM, platform.name());
        });
    }

    /** A page with so many events was read. */
    void page(String platform, int count) {
        pages.withTag(PLATFORM, platform).increment();
        events.withTag(PLATFORM, platform).increment(count);
    }

    /** The platform asked for patience. */
    void later(String platform) {
        later.withTag(PLATFORM, platform).increment();
    }

    /** A turn went wrong on our side, or could not be begun. */
    void failed() {
        failures.increment();
    }

    /** A page was refused, because another replica had gone on from the same place. */
    void superseded() {
        superseded.increment();
    }
}
