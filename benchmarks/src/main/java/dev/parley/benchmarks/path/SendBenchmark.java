package dev.parley.benchmarks.path;

import dev.parley.benchmarks.ceiling.BareEndpoint;
import dev.parley.benchmarks.load.Await;
import dev.parley.benchmarks.load.ClosedLoop;
import dev.parley.benchmarks.load.Latencies;
import dev.parley.benchmarks.load.OpenLoop;
import dev.parley.benchmarks.load.Rate;
import dev.parley.benchmarks.load.Refusals;
import dev.parley.benchmarks.load.SequencedPayload;
import dev.parley.benchmarks.load.Tally;
import dev.parley.benchmarks.report.Figure;
import dev.parley.benchmarks.report.Report;
import dev.parley.benchmarks.run.Benchmark;
import dev.parley.benchmarks.run.Options;
import dev.parley.benchmarks.stage.BenchmarkStage;
import dev.parley.benchmarks.stage.Receiver;
import dev.parley.benchmarks.stage.RestClient;
import dev.parley.benchmarks.stage.Subscribers;
import dev.parley.benchmarks.stage.TelegramCrowd;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** Sends over the REST API: accepted, performed by the platform, told to the subscriber. */
public final class SendBenchmark implements Benchmark {
    private static final SequencedPayload TEXTS = new SequencedPayload("send");
    private static final String SENT = "\"type\":\"message.sent\"";
    /** One account alone gets half of the dispatcher's slots at most. */
    private static final int BOTS = 8;

    private static final int CHATS = 2_000;
    private static final int CLIENTS = 64;
    private static final int WARM_UP = 8_000;
    private static final int SENDS = 20_000;
    private static final int FAST_PER_SECOND = 5_000;
    private static final Duration FAST = Duration.ofSeconds(4);
    private static final int STEADY_PER_SECOND = 500;
    private static final Duration STEADY = Duration.ofSeconds(20);
    private static final Duration LIMIT = Duration.ofMinutes(4);

    @Override
    public String name() {
        return "send";
    }

    @Override
    public String purpose() {
        return "POST to 202 to platform to message.sent, all services running";
    }

    @Override
    public Map<String, String> settings() {
        return TelegramCrowd.NO_RATES;
    }

    @Override
    public void run(BenchmarkStage stage, Options options, Report report) {
        TelegramCrowd crowd = new TelegramCrowd(stage, BOTS);
        crowd.gather(CHATS);
        BareEndpoint bare = new BareEndpoint(stage);
        BenchmarkStage.say("bare endpoint");
        WarmUp.with(options.bareWarmUp(), () -> bare.perSecond(CLIENTS, WARM_UP));
        double ceiling = bare.perSecond(CLIENTS, SENDS);
        Receiver receiver = stage.receiver(0);
        try (Subscribers _ = new Subscribers(stage.api(), receiver, 1)) {
            Await.sleep(Duration.ofSeconds(3));
            Run run = new Run(stage, crowd, receiver, report);
            WarmUp.with(options.warmUp(), () -> run.flood(WARM_UP));
            Flood flood = run.flood(SENDS);
            report.add(flood.figure.beside(BareEndpoint.WHAT, ceiling));
            report.note(flood.summary);
            run.steady(FAST_PER_SECOND, FAST, false);
            run.steady(STEADY_PER_SECOND, options.lengthOr(STEADY), true);
        }
    }

    private record Flood(Figure figure, String summary) {}

    /** One API, one crowd, one subscriber. */
    private static final class Run {
        private final RestClient api;
        private final TelegramCrowd crowd;
        private final Receiver receiver;
        private final Report report;
        private final AtomicLong next = new AtomicLong();

        Run(BenchmarkStage stage, TelegramCrowd crowd, Receiver receiver, Report report) {
            this.api = new RestClient(stage, CLIENTS);
            this.crowd = crowd;
            this.receiver = receiver;
            this.report = report;
        }

        /** As many as so many clients can send; then waits until all are told. */
        Flood flood(int count) {
            BenchmarkStage.say(count + " sends as fast as " + CLIENTS + " clients can");
            long first = next.getAndAdd(count);
            long performed = crowd.performed();
            Refusals refused = new Refusals(202);
            Tally told = listen(first, count, new Latencies(), new AtomicLongArray(count));
            long began = System.nanoTime();
            double rate = new ClosedLoop(CLIENTS)
                    .run(
                            count,
                            (number, done) -> send(first + number).onComplete(status -> {
                                refused.answered(status);
                                done.run();
                            }));
            Await.until(LIMIT, told::isComplete);
            double endToEnd = Rate.perSecond(told.distinct(), told.lastArrival() - began);
            SendLedger ledger = SendLedger.of(crowd.performedAfter(performed), TEXTS, first, count, number -> began);
            String summary =
                    "%d sends: %.0f/s accepted, %.0f/s from POST to message.sent; performed %d, twice %d, out of order %d"
                            .formatted(
                                    count,
                                    rate,
                                    endToEnd,
                                    ledger.sends().distinct(),
                                    ledger.sends().repeated(),
                                    ledger.outOfOrder());
            BenchmarkStage.say(summary);
            Figure figure = Figure.of("POST to 202, " + CLIENTS + " clients")
                    .rate(rate)
                    .wrong(refused, ledger.sends().lost(), ledger.sends().repeated())
                    .alsoWrong(ledger.outOfOrder());
            return new Flood(figure, summary);
        }

        /** At a steady rate: to the 202, and if wished to the platform's call and to the subscriber. */
        void steady(int perSecond, Duration length, boolean further) {
            BenchmarkStage.say("sends at " + perSecond + "/s");
            int count = Math.toIntExact(length.toSeconds() * perSecond);
            long first = next.getAndAdd(count);
            long performed = crowd.performed();
            Refusals refused = new Refusals(202);
            AtomicLongArray due = new AtomicLongArray(count);
            Latencies accepted = new Latencies();
            Latencies toSubscriber = new Latencies();
            Tally told = listen(first, count, toSubscriber, due);
            new OpenLoop(perSecond, count).run(count, (number, at, done) -> {
                due.set((int) number, at);
                send(first + number).onComplete(status -> {
                    accepted.since(at);
                    refused.answered(status);
                    done.run();
                });
            });
            Await.until(LIMIT, told::isComplete);
            report.add(Figure.of("POST to 202 at " + perSecond + "/s")
                    .rate(perSecond)
                    .latencies(accepted)
                    .wrong(refused, told.lost(), 0));
            if (further) {
                SendLedger ledger = SendLedger.of(
                        crowd.performedAfter(performed), TEXTS, first, count, number -> due.get((int) number));
                report.add(Figure.of("POST to platform call at " + perSecond + "/s")
                        .rate(perSecond)
                        .latencies(ledger.untilCalled())
                        .wrong(
                                ledger.outOfOrder(),
                                ledger.sends().lost(),
                                ledger.sends().repeated()));
                report.add(Figure.of("POST to message.sent at " + perSecond + "/s")
                        .rate(perSecond)
                        .latencies(toSubscriber)
                        .wrong(0, told.lost(), told.repeated()));
            }
        }

        private Future<Integer> send(long number) {
            return api.post(
                    "/api/chats/" + crowd.seat(number).chat() + "/messages",
                    "{\"body\":\"" + TEXTS.text(number) + "\"}");
        }

        private Tally listen(long first, int count, Latencies latencies, AtomicLongArray due) {
            Tally told = new Tally(count);
            receiver.tell((path, event, request, body) -> {
                byte[] json = body.getBytes();
                long number = TEXTS.numberIn(json) - first;
                if (number >= 0
                        && number < count
                        && new String(json, 0, Math.min(json.length, 120), StandardCharsets.UTF_8).contains(SENT)
                        && told.arrived(number)) {
                    latencies.since(due.get((int) number));
                }
            });
            return told;
        }
    }
}
