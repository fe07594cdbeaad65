package dev.parley.gateway.metrics;

import dev.parley.metrics.Backlog;
import dev.parley.platform.Platforms;
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
    private static final String ACCEPTED = "parley.sends.accepted";

    private static final String WAITING = """
            select count(*)::float8 from (select 1 from dead_letters where replayed_at is null limit 100000) l""";

    private final MeterRegistry meters;
    private final Backlog deadLetters;

    public GatewayMeters(MeterRegistry meters, Platforms platforms, Pool pool) {
        this.meters = meters;
        this.deadLetters = new Backlog(pool, meters, WAITING, List.of("parley.dead.letters.waiting"));
        platforms.all().forEach(platform -> meters.counter(ACCEPTED, "platform", platform.name()));
    }

    /** A send was answered with 202 for the first time. */
    public void accepted(String platform) {
        meters.counter(ACCEPTED, "platform", platform).increment();
    }

    @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sample() {
        return deadLetters.sample();
    }
}
