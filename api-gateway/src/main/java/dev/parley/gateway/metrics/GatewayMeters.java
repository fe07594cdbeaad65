package dev.parley.gateway.metrics;

import dev.parley.metrics.Backlog;
import dev.parley.platform.Platforms;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The gateway's meters, there from its start. */
@Startup
@ApplicationScoped
public class GatewayMeters {
    private static final String WAITING = """
            select count(*)::float8 from (select 1 from dead_letters where replayed_at is null limit 100000) l""";

    private final MeterProvider<Counter> accepted;
    private final Counter keyLookUps;
    private final Backlog deadLetters;

    public GatewayMeters(MeterRegistry meters, Platforms platforms, Pool pool) {
        this.accepted = Counter.builder("parley.sends.accepted").withRegistry(meters);
        this.keyLookUps = Counter.builder("parley.keys.looked.up").register(meters);
        this.deadLetters = new Backlog(pool, meters, WAITING, List.of("parley.dead.letters.waiting"));
        platforms.all().forEach(platform -> accepted.withTag("platform", platform.name()));
    }

    /** A send was answered with 202 for the first time. */
    public void accepted(String platform) {
        accepted.withTag("platform", platform).increment();
    }

    /** A statement looked up API keys that are not in memory. */
    public void keysLookedUp() {
        keyLookUps.increment();
    }

    @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sample() {
        return deadLetters.sample();
    }
}
