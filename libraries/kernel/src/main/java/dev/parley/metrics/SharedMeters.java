package dev.parley.metrics;

import dev.parley.topic.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The meters of every service, there from its start: an alert can only watch a number that exists. */
@Startup
@ApplicationScoped
public class SharedMeters {
    private final MeterProvider<Counter> deadLetters;
    private final Counter earlyExpired;

    public SharedMeters(MeterRegistry meters) {
        this.deadLetters = Counter.builder("parley.dead.letters").withRegistry(meters);
        this.earlyExpired = meters.counter("parley.early.expired");
        for (String topic : List.of(Topics.OUTBOUND, Topics.INBOUND, Topics.EVENTS)) {
            deadLetters.withTag("topic", topic);
        }
    }

    /** A record of this topic was put aside. */
    public void deadLetter(String topic) {
        deadLetters.withTag("topic", topic).increment();
    }

    /** Items came before their message, and the message never came. */
    public void earlyExpired(int items) {
        earlyExpired.increment(items);
    }
}
