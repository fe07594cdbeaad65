package dev.parley.ingest.metrics;

import dev.parley.platform.Platforms;
import dev.parley.platform.WebhookReceiver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;

/** Ingest's meters, there from its start. */
@Startup
@ApplicationScoped
public class IngestMeters {
    /** What became of an item of {@code parley.inbound}. */
    public enum Item {
        WRITTEN,
        /** Nothing in it concerns us. */
        IGNORED,
        UNREADABLE,
        /** The database refuses it. */
        REFUSED
    }

    private final MeterProvider<Counter> hooks;
    private final MeterProvider<Counter> items;
    private final Timer polls;
    private final Counter waits;
    /** Nobody may take "not counted yet" for "none left". */
    private volatile double underOldKeys = Double.NaN;

    public IngestMeters(MeterRegistry meters, Platforms platforms) {
        this.hooks = Counter.builder("parley.hooks").withRegistry(meters);
        this.items = Counter.builder("parley.inbound.items").withRegistry(meters);
        this.polls = meters.timer("parley.inbound.poll");
        this.waits = meters.counter("parley.inbound.waits");
        meters.gauge("parley.secrets.under.old.keys", this, counted -> counted.underOldKeys);
        platforms.all().stream()
                .filter(WebhookReceiver.class::isInstance)
                .forEach(platform -> hook(platform.name(), 200));
        for (Item item : Item.values()) {
            items(item, 0);
        }
    }

    /** A platform's delivery was answered. */
    public void hookAnswered(String platform, int status) {
        hook(platform, status).increment();
    }

    public void items(Item outcome, int count) {
        items.withTag("outcome", outcome.name().toLowerCase(Locale.ROOT)).increment(count);
    }

    /** What was polled is safe. */
    public void polled(Duration took) {
        polls.record(took);
    }

    /** So many secrets are still sealed with a key that is no longer the first. */
    public void secretsUnderOldKeys(long count) {
        underOldKeys = count;
    }

    /** How many there are is not known. */
    public void secretsNotCounted() {
        underOldKeys = Double.NaN;
    }

    /** The database or Kafka is away. */
    public void waits() {
        waits.increment();
    }

    private Counter hook(String platform, int status) {
        return hooks.withTags("platform", platform, "status", Integer.toString(status));
    }
}
