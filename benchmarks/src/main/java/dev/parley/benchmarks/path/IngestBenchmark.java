package dev.parley.benchmarks.path;

import dev.parley.benchmarks.ceiling.Commits;
import dev.parley.benchmarks.ceiling.Produced;
import dev.parley.benchmarks.load.Await;
import dev.parley.benchmarks.load.Latencies;
import dev.parley.benchmarks.load.OpenLoop;
import dev.parley.benchmarks.load.Rate;
import dev.parley.benchmarks.load.Refusals;
import dev.parley.benchmarks.load.SequencedPayload;
import dev.parley.benchmarks.report.Figure;
import dev.parley.benchmarks.report.Report;
import dev.parley.benchmarks.run.Benchmark;
import dev.parley.benchmarks.run.Options;
import dev.parley.benchmarks.stage.BenchmarkStage;
import dev.parley.benchmarks.stage.EventTap;
import dev.parley.benchmarks.stage.Meters;
import dev.parley.benchmarks.stage.TelegramHook;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** What people write: straight onto {@code parley.inbound}, and as posts to the webhook. */
public final class IngestBenchmark implements Benchmark {
    private static final SequencedPayload TEXTS = new SequencedPayload("ingest");
    private static final int CHATS = 20_000;
    private static final int MESSAGES = 200_000;
    private static final int POSTS_PER_SECOND = 1_000;
    private static final int MOST_UNDER_WAY = 2_000;
    private static final int WRITERS = 4;
    private static final int BARE_RECORDS = 300_000;
    private static final Duration STEADY = Duration.ofSeconds(30);
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final String WRITTEN = "parley_inbound_items_total{outcome=\"written\"";

    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public String purpose() {
        return "platform deliveries on parley.inbound, and through the webhook, into the database";
    }

    @Override
    public void run(BenchmarkStage stage, Options options, Report report) {
        TelegramHook telegram = new TelegramHook(stage, TEXTS);
        telegram.shareSecret(stage);
        Commits bare = new Commits(stage.pool(WRITERS)).prepare();
        bare.multiRow(WRITERS, MESSAGES / 4);
        double ceiling = bare.prepare().multiRow(WRITERS, MESSAGES);
        AtomicLong next = new AtomicLong();

        Figure fresh = burst(stage, telegram, next, "first messages of new chats", CHATS);
        BenchmarkStage.say("warm-up");
        posts(stage, telegram, next, options.warmUp());
        burst(stage, telegram, next, "warm-up with a burst", MESSAGES / 2);
        BenchmarkStage.say("look-ups of the new participants");
        Await.until(
                LIMIT,
                () -> stage.sql()
                                .number("select count(*) from platform_jobs where due_at < now() + interval '1 minute'")
                        == 0);
        report.add(burst(stage, telegram, next, "messages from the topic", MESSAGES)
                .beside(Commits.MULTI, ceiling));
        report.add(fresh);
        double records = Produced.perSecond(stage.brokers(), stage.feed(), BARE_RECORDS);
        report.add(posts(stage, telegram, next, options.lengthOr(STEADY)).beside(Produced.WHAT, records));
        report.note("single-row commits to the same PostgreSQL: %.0f/s".formatted(bare.singleRow(16, 40_000)));
    }

    /** As many as the broker takes at once; until all are in the database. */
    private static Figure burst(BenchmarkStage stage, TelegramHook telegram, AtomicLong next, String name, int count) {
        Meters ingest = stage.meters("ingest-service");
        double before = ingest.sum(WRITTEN);
        BenchmarkStage.say(name);
        long began = System.nanoTime();
        for (int i = 0; i < count; i++) {
            telegram.record(next.getAndIncrement(), i * 7L % CHATS, () -> {});
        }
        telegram.flush();
        Await.until(LIMIT, Duration.ofMillis(50), () -> ingest.sum(WRITTEN) - before >= count);
        long took = System.nanoTime() - began;
        double written = ingest.sum(WRITTEN) - before;
        return Figure.of(name).rate(Rate.perSecond(Math.round(written), took)).wrong(0, missing(stage, next), 0);
    }

    /** What was put and is not there, and the other way round: a message stored twice would make it negative. */
    private static long missing(BenchmarkStage stage, AtomicLong next) {
        return next.get() - stage.sql().number("select count(*) from messages where body like 'ingest/%'");
    }

    /** Posts at a steady rate: how long the platform waits for its answer. */
    private static Figure posts(BenchmarkStage stage, TelegramHook telegram, AtomicLong next, Duration length) {
        Latencies acknowledged = new Latencies();
        Refusals refused = new Refusals(200);
        long first = next.get();
        int count = Math.toIntExact(length.toSeconds() * POSTS_PER_SECOND);
        AtomicLongArray told = new AtomicLongArray(count);
        try (EventTap _ = new EventTap(stage.brokers(), event -> {
            long number = TEXTS.numberIn(event) - first;
            if (number >= 0 && number < count) {
                told.incrementAndGet((int) number);
            }
        })) {
            new OpenLoop(POSTS_PER_SECOND, MOST_UNDER_WAY)
                    .run(
                            count,
                            (number, due, done) -> telegram.post(next.getAndIncrement(), number * 7 % CHATS)
                                    .onComplete(status -> {
                                        acknowledged.since(due);
                                        refused.answered(status);
                                        done.run();
                                    }));
            Await.until(LIMIT, () -> count(told, 0) == 0);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return Figure.of("webhook acknowledged at " + POSTS_PER_SECOND + "/s")
                .rate(POSTS_PER_SECOND)
                .latencies(acknowledged)
                .wrong(refused, count(told, 0), count - count(told, 0) - count(told, 1));
    }

    private static long count(AtomicLongArray told, long times) {
        long count = 0;
        for (int i = 0; i < told.length(); i++) {
            count += told.get(i) == times ? 1 : 0;
        }
        return count;
    }
}
