package dev.parley.benchmarks.path;

import dev.parley.benchmarks.ceiling.Posts;
import dev.parley.benchmarks.load.Await;
import dev.parley.benchmarks.load.Latencies;
import dev.parley.benchmarks.load.OpenLoop;
import dev.parley.benchmarks.load.Rate;
import dev.parley.benchmarks.load.Tally;
import dev.parley.benchmarks.report.Figure;
import dev.parley.benchmarks.report.Report;
import dev.parley.benchmarks.run.Benchmark;
import dev.parley.benchmarks.run.Options;
import dev.parley.benchmarks.stage.BenchmarkStage;
import dev.parley.benchmarks.stage.Receiver;
import dev.parley.benchmarks.stage.Subscribers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/** Events straight onto {@code parley.events}, delivered to 1 and to 100 endpoints that take a millisecond each. */
public final class FanoutBenchmark implements Benchmark {
    private static final int RECEIVER_MILLIS = 1;
    private static final int BARE_CONNECTIONS = 128;
    private static final int BARE_WARM_UP = 60_000;
    private static final int WARM_UP = 50_000;
    /** A cold program would send what it cannot deliver at once through the database. */
    private static final int[] WARM_UP_RATES = {500, 2_000, 6_000, 10_000};

    private static final Duration WARM_UP_STEP = Duration.ofSeconds(4);
    private static final int DELIVERIES = 200_000;
    private static final int STEADY_EVENTS_PER_SECOND = 1_000;
    private static final Duration STEADY = Duration.ofSeconds(15);
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @Override
    public String name() {
        return "fanout";
    }

    @Override
    public String purpose() {
        return "events on parley.events to 1 and 100 endpoints that take a millisecond each";
    }

    @Override
    public void run(BenchmarkStage stage, Options options, Report report) {
        EventSource events = new EventSource(stage);
        Receiver receiver = stage.receiver(RECEIVER_MILLIS);
        Posts bare = new Posts(stage.vertx(), BARE_CONNECTIONS);
        byte[] body = events.envelope(0);
        BenchmarkStage.say("bare client");
        WarmUp.with(options.bareWarmUp(), () -> bare.perSecond(receiver, body, BARE_WARM_UP));
        double ceiling = bare.perSecond(receiver, body, DELIVERIES);
        for (int endpoints : new int[] {1, 100}) {
            try (Subscribers _ = new Subscribers(stage.api(), receiver, endpoints)) {
                Round round = new Round(events, receiver, endpoints);
                round.awaitKnown();
                for (int perSecond : WARM_UP_RATES) {
                    round.steady(perSecond / endpoints, WARM_UP_STEP);
                }
                WarmUp.with(options.warmUp().dividedBy(2), () -> round.burst(WARM_UP / endpoints));
                BenchmarkStage.say("measuring with " + endpoints + " endpoints");
                report.add(round.burst(DELIVERIES / endpoints).beside(Posts.WHAT, ceiling));
                if (endpoints == 1) {
                    report.add(round.steady(STEADY_EVENTS_PER_SECOND, options.lengthOr(STEADY)));
                }
            }
        }
        report.note("attempts logged: " + stage.sql().number("select count(*) from webhook_attempts")
                + ", deliveries that went through the retry queue: "
                + stage.sql().number("select count(*) from webhook_attempts where attempt_number > 1"));
    }

    /** One receiver with so many endpoints. */
    private record Round(EventSource events, Receiver receiver, int endpoints) {

        /** Services read subscriptions twice a second: events flow until every endpoint has heard of one. */
        void awaitKnown() {
            Tally known = new Tally(endpoints);
            receiver.tell((path, event, request, body) -> known.arrived(endpoint(path)));
            Await.demand("the first delivery to each endpoint", LIMIT, () -> {
                events.put(0, () -> {});
                Await.sleep(Duration.ofMillis(200));
                return known.isComplete();
            });
            // What is still under way of these must not be counted below.
            Await.sleep(Duration.ofSeconds(2));
        }

        /** As many as the broker takes at once. */
        Figure burst(int count) {
            events.renew();
            Tally deliveries = new Tally(count * endpoints);
            receiver.tell((path, event, request, body) -> {
                long number = number(event, count);
                if (number >= 0) {
                    deliveries.arrived(number * endpoints + endpoint(path));
                }
            });
            long began = System.nanoTime();
            for (int i = 0; i < count; i++) {
                events.put(i, () -> {});
            }
            events.flush();
            Await.until(LIMIT, deliveries::isComplete);
            return Figure.of("deliveries to " + endpoints + " endpoint" + (endpoints == 1 ? "" : "s"))
                    .rate(Rate.perSecond(deliveries.distinct(), deliveries.lastArrival() - began))
                    .wrong(0, deliveries.lost(), deliveries.repeated());
        }

        /** At a steady rate: from the moment at which an event was due on the topic to its arrival. */
        Figure steady(int perSecond, Duration length) {
            events.renew();
            int count = Math.toIntExact(length.toSeconds() * perSecond);
            AtomicLongArray due = new AtomicLongArray(count);
            Latencies latencies = new Latencies();
            Tally deliveries = new Tally(count * endpoints);
            receiver.tell((path, event, request, body) -> {
                long number = number(event, count);
                if (number >= 0 && deliveries.arrived(number * endpoints + endpoint(path))) {
                    latencies.since(due.get((int) number));
                }
            });
            new OpenLoop(perSecond, count).run(count, (number, at, done) -> {
                due.set((int) number, at);
                events.put(number, done);
            });
            Await.until(LIMIT, deliveries::isComplete);
            return Figure.of("event to subscriber at " + perSecond + "/s")
                    .rate(perSecond)
                    .latencies(latencies)
                    .wrong(0, deliveries.lost(), deliveries.repeated());
        }

        private long number(@org.jspecify.annotations.Nullable String event, int count) {
            long number = events.numberOf(event);
            return number < count ? number : -1;
        }

        private static int endpoint(String path) {
            return Integer.parseInt(path.substring(1));
        }
    }
}
