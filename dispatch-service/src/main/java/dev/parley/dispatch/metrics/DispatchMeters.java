package dev.parley.dispatch.metrics;

import dev.parley.inbound.PlatformJob;
import dev.parley.metrics.Backlog;
import dev.parley.platform.Platform;
import dev.parley.platform.Platforms;
import dev.parley.platform.SubscriptionCheck;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
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
import java.util.Locale;
import java.util.function.IntSupplier;

/** Dispatch's meters, there from its start. */
@Startup
@ApplicationScoped
public class DispatchMeters {
    private static final String PLATFORM = "platform";
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(20)
    };

    /** Each count stops at a hundred thousand: beyond, it only matters that it is too many. */
    private static final String BACKLOG = """
            with due as (
                select due_at from chat_lanes
                where due_at <= now() and (lease_until is null or lease_until <= now()) limit 100000)
            select (select count(*) from due)::float8,
                   (select coalesce(extract(epoch from now() - min(due_at)), 0) from due)::float8,
                   (select count(*) from (select 1 from messages
                       where status in ('pending', 'failed_waiting_for_retry') limit 100000) m)::float8,
                   (select count(*) from (select 1 from outbox limit 100000) o)::float8,
                   (select coalesce(extract(epoch from now() - min(created_at)), 0) from outbox)::float8,
                   (select count(*) from (select 1 from platform_jobs where due_at <= now() limit 100000) j)::float8""";

    /** What became of a send when it was settled. */
    public enum End {
        SENT,
        FAILED,
        /** Given up without knowing whether the platform has it. */
        FAILED_UNKNOWN,
        RETRY,
        /** The outcome is not known; the platform will be asked. */
        UNKNOWN,
        /** As if it had not been tried. */
        RETURNED
    }

    private final MeterRegistry meters;
    private final Counter commands;
    private final MeterProvider<Timer> calls;
    private final MeterProvider<Counter> sends;
    private final MeterProvider<Counter> jobs;
    private final Backlog backlog;

    public DispatchMeters(MeterRegistry meters, Platforms platforms, Pool pool) {
        this.meters = meters;
        this.commands = meters.counter("parley.commands");
        this.calls = Timer.builder("parley.send.calls")
                .serviceLevelObjectives(BUCKETS)
                .withRegistry(meters);
        this.sends = Counter.builder("parley.sends").withRegistry(meters);
        this.jobs = Counter.builder("parley.jobs").withRegistry(meters);
        this.backlog = new Backlog(
                pool,
                meters,
                BACKLOG,
                List.of(
                        "parley.lanes.due",
                        "parley.lanes.overdue.seconds",
                        "parley.sends.waiting",
                        "parley.outbox.waiting",
                        "parley.outbox.oldest.seconds",
                        "parley.jobs.due"));
        platforms.all().forEach(this::register);
        for (PlatformJob.Kind kind : PlatformJob.Kind.values()) {
            List.of("done", "retry", "dropped").forEach(end -> job(kind, end));
        }
    }

    private void register(Platform platform) {
        call(platform.name(), "sent");
        for (End end : End.values()) {
            send(platform.name(), end);
        }
        if (platform instanceof SubscriptionCheck) {
            meters.counter("parley.platform.webhook.repaired", PLATFORM, platform.name());
            meters.counter("parley.platform.webhook.failing", PLATFORM, platform.name());
        }
    }

    /** Commands were read from the topic and stand in the database. */
    public void commandsTaken(int count) {
        commands.increment(count);
    }

    /** A platform call ended. */
    public void called(String platform, String outcome, Duration took) {
        call(platform, outcome).record(took);
    }

    /** The end of an attempt was written down. */
    public void settled(String platform, End end) {
        send(platform, end).increment();
    }

    /** @param end {@code done}, {@code retry} or {@code dropped} */
    public void jobEnded(PlatformJob.Kind kind, String end) {
        job(kind, end).increment();
    }

    /** Shows how many lanes this process holds. */
    public void watchHeld(IntSupplier held) {
        Gauge.builder("parley.lanes.held", held, IntSupplier::getAsInt)
                .strongReference(true)
                .register(meters);
    }

    private Timer call(String platform, String outcome) {
        return calls.withTags(PLATFORM, platform, "outcome", outcome);
    }

    private Counter send(String platform, End end) {
        return sends.withTags(PLATFORM, platform, "state", end.name().toLowerCase(Locale.ROOT));
    }

    private Counter job(PlatformJob.Kind kind, String end) {
        return jobs.withTags("kind", kind.wireName(), "end", end);
    }

    @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sample() {
        return backlog.sample();
    }
}
