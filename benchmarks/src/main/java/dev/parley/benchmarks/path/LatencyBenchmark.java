package dev.parley.benchmarks.path;

import dev.parley.benchmarks.load.Await;
import dev.parley.benchmarks.load.Latencies;
import dev.parley.benchmarks.load.OpenLoop;
import dev.parley.benchmarks.load.Refusals;
import dev.parley.benchmarks.load.SequencedPayload;
import dev.parley.benchmarks.load.Tally;
import dev.parley.benchmarks.report.Figure;
import dev.parley.benchmarks.report.Report;
import dev.parley.benchmarks.run.Benchmark;
import dev.parley.benchmarks.run.Options;
import dev.parley.benchmarks.stage.BenchmarkStage;
import dev.parley.benchmarks.stage.Receiver;
import dev.parley.benchmarks.stage.Subscribers;
import dev.parley.benchmarks.stage.TelegramHook;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/** From a platform's webhook to the subscriber, through everything in between. */
public final class LatencyBenchmark implements Benchmark {
    private static final SequencedPayload TEXTS = new SequencedPayload("latency");
    private static final int CHATS = 2_000;
    private static final int PER_SECOND = 500;
    private static final int MOST_UNDER_WAY = 2_000;
    private static final Duration STEADY = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String purpose() {
        return "platform webhook to subscriber at 500 a second for a minute";
    }

    @Override
    public void run(BenchmarkStage stage, Options options, Report report) {
        TelegramHook telegram = new TelegramHook(stage, TEXTS);
        telegram.shareSecret(stage);
        Receiver receiver = stage.receiver(0);
        try (Subscribers _ = new Subscribers(stage.api(), receiver, 1)) {
            Await.sleep(Duration.ofSeconds(3));
            BenchmarkStage.say("warm-up");
            steady(telegram, receiver, 0, options.warmUp());
            BenchmarkStage.say("measuring");
            report.add(steady(telegram, receiver, 10_000_000, options.lengthOr(STEADY)));
        }
    }

    /** @param first keeps the numbers of two loads apart */
    private static Figure steady(TelegramHook telegram, Receiver receiver, long first, Duration length) {
        int count = Math.toIntExact(length.toSeconds() * PER_SECOND);
        AtomicLongArray due = new AtomicLongArray(count);
        Refusals refused = new Refusals(200);
        Latencies latencies = new Latencies();
        Tally deliveries = new Tally(count);
        receiver.tell((path, event, request, body) -> {
            long number = TEXTS.numberIn(body.getBytes()) - first;
            if (deliveries.arrived(number)) {
                latencies.since(due.get((int) number));
            }
        });
        new OpenLoop(PER_SECOND, MOST_UNDER_WAY).run(count, (number, at, done) -> {
            due.set((int) number, at);
            telegram.post(first + number, number * 7 % CHATS).onComplete(status -> {
                refused.answered(status);
                done.run();
            });
        });
        Await.until(LIMIT, deliveries::isComplete);
        return Figure.of("platform webhook to subscriber at " + PER_SECOND + "/s")
                .rate(PER_SECOND)
                .latencies(latencies)
                .wrong(refused, deliveries.lost(), deliveries.repeated());
    }
}
