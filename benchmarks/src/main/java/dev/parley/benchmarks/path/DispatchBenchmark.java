package dev.parley.benchmarks.path;

import dev.parley.benchmarks.ceiling.PlatformCalls;
import dev.parley.benchmarks.load.Await;
import dev.parley.benchmarks.load.OpenLoop;
import dev.parley.benchmarks.load.Rate;
import dev.parley.benchmarks.load.SequencedPayload;
import dev.parley.benchmarks.report.Figure;
import dev.parley.benchmarks.report.Report;
import dev.parley.benchmarks.run.Benchmark;
import dev.parley.benchmarks.run.Options;
import dev.parley.benchmarks.stage.BenchmarkStage;
import dev.parley.benchmarks.stage.Feed;
import dev.parley.benchmarks.stage.TelegramCrowd;
import dev.parley.id.MessageId;
import dev.parley.topic.OutboundCommand;
import dev.parley.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** Commands straight onto {@code parley.outbound}, performed by a simulated platform that takes its time. */
public final class DispatchBenchmark implements Benchmark {
    private static final SequencedPayload TEXTS = new SequencedPayload("dispatch");
    /** One account alone gets half of the dispatcher's slots at most. */
    private static final int BOTS = 8;

    private static final int CHATS = 2_000;
    private static final int WARM_UP = 15_000;
    private static final int SENDS = 60_000;
    private static final int BARE_CALLS = 20_000;
    private static final int PLATFORM_MILLIS = 100;
    private static final int STEADY_PER_SECOND = 500;
    private static final Duration STEADY = Duration.ofSeconds(20);
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private final AtomicLong messageIds = new AtomicLong(System.currentTimeMillis() << 21);

    @Override
    public String name() {
        return "dispatch";
    }

    @Override
    public String purpose() {
        return "commands on parley.outbound to a platform that answers in 100 ms";
    }

    @Override
    public Map<String, String> settings() {
        return TelegramCrowd.NO_RATES;
    }

    @Override
    public void run(BenchmarkStage stage, Options options, Report report) {
        TelegramCrowd crowd = new TelegramCrowd(stage, BOTS);
        crowd.gather(CHATS);
        crowd.takes(PLATFORM_MILLIS);
        BenchmarkStage.say("bare calls");
        WarmUp.with(options.bareWarmUp(), () -> PlatformCalls.perSecond(stage, crowd, BARE_CALLS));
        double bare = PlatformCalls.perSecond(stage, crowd, BARE_CALLS);
        Run run = new Run(stage.feed(), crowd);
        WarmUp.with(options.warmUp(), () -> run.burst(WARM_UP));
        report.add(run.burst(SENDS).beside(PlatformCalls.WHAT, bare));
        crowd.takes(0);
        report.add(run.steady(options.lengthOr(STEADY)));
        report.note("sends not published in the database: "
                + stage.sql()
                        .number("select count(*) from messages where direction = 'outbound'"
                                + " and status <> 'published'"));
    }

    /** One way to the topic, one crowd. */
    private final class Run {
        private final Feed feed;
        private final TelegramCrowd crowd;
        private final AtomicInteger next = new AtomicInteger();

        Run(Feed feed, TelegramCrowd crowd) {
            this.feed = feed;
            this.crowd = crowd;
        }

        /** As many as the broker takes at once. */
        Figure burst(int count) {
            BenchmarkStage.say(count + " commands at once");
            int first = next.getAndAdd(count);
            long performed = crowd.performed();
            long began = System.nanoTime();
            for (int i = 0; i < count; i++) {
                command(first + i, () -> {});
            }
            feed.flush();
            Await.until(LIMIT, Duration.ofMillis(50), () -> crowd.performed() - performed >= count);
            double rate = Rate.perSecond(crowd.performed() - performed, System.nanoTime() - began);
            SendLedger ledger = SendLedger.of(crowd.performedAfter(performed), TEXTS, first, count, number -> began);
            BenchmarkStage.say(
                    "%.0f/s, %d of %d out of their chat's order".formatted(rate, ledger.outOfOrder(), count));
            return Figure.of("sends, platform answers in " + PLATFORM_MILLIS + " ms")
                    .rate(rate)
                    .wrong(
                            ledger.outOfOrder(),
                            ledger.sends().lost(),
                            ledger.sends().repeated());
        }

        /** At a steady rate: from the moment at which a command was due on the topic to the platform's call. */
        Figure steady(Duration length) {
            int count = Math.toIntExact(length.toSeconds() * STEADY_PER_SECOND);
            int first = next.getAndAdd(count);
            BenchmarkStage.say("commands at " + STEADY_PER_SECOND + "/s");
            long performed = crowd.performed();
            AtomicLongArray due = new AtomicLongArray(count);
            new OpenLoop(STEADY_PER_SECOND, count).run(count, (number, at, done) -> {
                due.set((int) number, at);
                command(first + number, done);
            });
            Await.until(LIMIT, () -> crowd.performed() - performed >= count);
            SendLedger ledger = SendLedger.of(
                    crowd.performedAfter(performed), TEXTS, first, count, number -> due.get((int) number));
            return Figure.of("command to platform call at " + STEADY_PER_SECOND + "/s")
                    .rate(STEADY_PER_SECOND)
                    .latencies(ledger.untilCalled())
                    .wrong(
                            ledger.outOfOrder(),
                            ledger.sends().lost(),
                            ledger.sends().repeated());
        }

        private void command(long number, Runnable acknowledged) {
            TelegramCrowd.Seat seat = crowd.seat(number);
            OutboundCommand command = new OutboundCommand(
                    OutboundCommand.VERSION,
                    new MessageId(messageIds.incrementAndGet()).toString(),
                    seat.chat(),
                    seat.profile(),
                    seat.person(),
                    TEXTS.text(number),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    Instant.now());
            feed.put(Topics.OUTBOUND, seat.chat(), command.write(), acknowledged);
        }
    }
}
