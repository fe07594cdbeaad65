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
import dev.parley.benchmarks.stage.Lag;
import dev.parley.benchmarks.stage.Receiver;
import dev.parley.benchmarks.stage.RestClient;
import dev.parley.benchmarks.stage.Subscribers;
import dev.parley.benchmarks.stage.TelegramCrowd;
import dev.parley.benchmarks.stage.TelegramHook;
import io.vertx.core.AsyncResult;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/** An hour of everything at once: people write, a program answers. Memory and lag must stay flat. */
public final class SoakBenchmark implements Benchmark {
    private static final SequencedPayload RECEIVED = new SequencedPayload("soakin");
    private static final SequencedPayload SENT = new SequencedPayload("soakout");
    private static final int CHATS = 2_000;
    private static final int PER_SECOND = 200;
    private static final int MOST_UNDER_WAY = 2_000;
    private static final Duration USUAL = Duration.ofHours(1);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Override
    public String name() {
        return "soak";
    }

    @Override
    public String purpose() {
        return "100 messages in and 100 out a second for an hour (or --seconds): memory and lag flat";
    }

    @Override
    public Map<String, String> settings() {
        return TelegramCrowd.NO_RATES;
    }

    @Override
    public void run(BenchmarkStage stage, Options options, Report report) {
        TelegramCrowd crowd = new TelegramCrowd(stage, 1);
        crowd.gather(CHATS);
        TelegramHook telegram = new TelegramHook(stage, RECEIVED);
        telegram.shareSecret(stage);
        Receiver receiver = stage.receiver(1);
        Duration length = options.lengthOr(USUAL);
        try (Subscribers _ = new Subscribers(stage.api(), receiver, 1);
                Lag lag = stage.keep(new Lag(stage.brokers()))) {
            Await.sleep(Duration.ofSeconds(3));
            Soaking soaking = new Soaking(crowd, telegram, new RestClient(stage, 64), receiver, length);
            try (Watch watch = new Watch(stage, lag, length)) {
                soaking.run();
                report.add(soaking.received());
                report.add(soaking.sent());
                watch.describe(report);
            }
        }
    }

    /** The load: every other tick somebody writes, and in between the program answers somebody. */
    private static final class Soaking {
        private final TelegramCrowd crowd;
        private final TelegramHook telegram;
        private final RestClient api;
        private final AtomicLongArray due;
        private final Tally in;
        private final Tally out;
        private final Latencies inLatencies = new Latencies();
        private final Latencies outLatencies = new Latencies();
        private final Refusals refusedIn = new Refusals(200);
        private final Refusals refusedOut = new Refusals(202);

        Soaking(TelegramCrowd crowd, TelegramHook telegram, RestClient api, Receiver receiver, Duration length) {
            this.crowd = crowd;
            this.telegram = telegram;
            this.api = api;
            int ticks = Math.toIntExact(length.toSeconds() * PER_SECOND);
            due = new AtomicLongArray(ticks);
            in = new Tally(ticks / 2);
            out = new Tally(ticks / 2);
            receiver.tell((path, event, request, body) -> arrived(body.getBytes()));
        }

        private void arrived(byte[] json) {
            long received = RECEIVED.numberIn(json);
            if (in.arrived(received)) {
                inLatencies.since(due.get((int) received * 2));
            }
            long sent = SENT.numberIn(json);
            if (out.arrived(sent)) {
                outLatencies.since(due.get((int) sent * 2 + 1));
            }
        }

        void run() {
            new OpenLoop(PER_SECOND, MOST_UNDER_WAY).run(due.length(), (tick, at, done) -> {
                due.set((int) tick, at);
                long number = tick / 2;
                if (tick % 2 == 0) {
                    telegram.post(number, number % CHATS).onComplete(status -> ended(status, refusedIn, done));
                } else {
                    api.post(
                                    "/api/chats/" + crowd.seat(number).chat() + "/messages",
                                    "{\"body\":\"" + SENT.text(number) + "\"}")
                            .onComplete(status -> ended(status, refusedOut, done));
                }
            });
            Await.until(LIMIT, () -> in.isComplete() && out.isComplete());
        }

        private static void ended(AsyncResult<Integer> status, Refusals refused, Runnable done) {
            refused.answered(status);
            done.run();
        }

        Figure received() {
            return Figure.of("platform webhook to subscriber")
                    .rate(PER_SECOND / 2.0)
                    .latencies(inLatencies)
                    .wrong(refusedIn, in.lost(), in.repeated());
        }

        /** An event repeats only when a service was restarted meanwhile. */
        Figure sent() {
            return Figure.of("POST to message.sent at the subscriber")
                    .rate(PER_SECOND / 2.0)
                    .latencies(outLatencies)
                    .wrong(refusedOut, out.lost(), out.repeated());
        }
    }
}
