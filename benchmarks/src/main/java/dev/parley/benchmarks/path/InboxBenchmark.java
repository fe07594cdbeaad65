package dev.parley.benchmarks.path;

import dev.parley.benchmarks.ceiling.Listings;
import dev.parley.benchmarks.load.ClosedLoop;
import dev.parley.benchmarks.load.Latencies;
import dev.parley.benchmarks.load.OpenLoop;
import dev.parley.benchmarks.load.Refusals;
import dev.parley.benchmarks.report.Figure;
import dev.parley.benchmarks.report.Report;
import dev.parley.benchmarks.run.Benchmark;
import dev.parley.benchmarks.run.Options;
import dev.parley.benchmarks.stage.BenchmarkStage;
import dev.parley.benchmarks.stage.RestClient;
import io.vertx.sqlclient.Pool;
import java.time.Duration;

/** Listing chats and messages of a large inbox; with {@code --scale 10} also of one ten times as large. */
public final class InboxBenchmark implements Benchmark {
    private static final int CHATS = 50_000;
    private static final int CLIENTS = 32;
    private static final int PER_SECOND = 500;
    private static final int WARM_UP = 6_000;
    private static final int REQUESTS = 15_000;
    private static final Duration STEADY = Duration.ofSeconds(20);

    @Override
    public String name() {
        return "inbox";
    }

    @Override
    public String purpose() {
        return "list chats and messages at a million messages and 50,000 chats, and at --scale times as many";
    }

    @Override
    public void run(BenchmarkStage stage, Options options, Report report) {
        StoredInbox inbox = new StoredInbox(stage);
        RestClient api = new RestClient(stage, CLIENTS);
        Pool pool = stage.pool(CLIENTS);
        inbox.growTo(CHATS);
        WarmUp.with(options.warmUp(), () -> both(inbox, api, WARM_UP));
        measure(inbox, api, pool, options.lengthOr(STEADY), report);
        if (options.scale() > 1) {
            inbox.growTo(CHATS * options.scale());
            measure(inbox, api, pool, options.lengthOr(STEADY), report);
        }
    }

    private static void measure(StoredInbox inbox, RestClient api, Pool pool, Duration length, Report report) {
        String size = " at %,d messages".formatted(inbox.messages());
        BenchmarkStage.say("measuring" + size);
        Listings.perSecond(pool, CLIENTS, inbox::anyChat, WARM_UP);
        double bare = Listings.perSecond(pool, CLIENTS, inbox::anyChat, REQUESTS);
        Refusals refused = new Refusals(200);
        pages(inbox, api, WARM_UP, refused);
        double rate = pages(inbox, api, REQUESTS, refused);
        report.add(Figure.of("pages of messages, " + CLIENTS + " clients," + size)
                .rate(rate)
                .beside(Listings.WHAT, bare)
                .wrong(refused, 0, 0));
        steady(inbox, api, size, length, report);
    }

    /** Chats and messages in turn, of which nothing is counted. */
    private static void both(StoredInbox inbox, RestClient api, int requests) {
        new ClosedLoop(CLIENTS)
                .run(
                        requests,
                        (number, done) -> api.get(number % 2 == 0 ? inbox.listOfChats() : inbox.listOfMessages())
                                .onComplete(_ -> done.run()));
    }

    private static double pages(StoredInbox inbox, RestClient api, int requests, Refusals refused) {
        return new ClosedLoop(CLIENTS)
                .run(
                        requests,
                        (number, done) -> api.get(inbox.listOfMessages()).onComplete(status -> {
                            refused.answered(status);
                            done.run();
                        }));
    }

    /** Chats and messages in turn. */
    private static void steady(StoredInbox inbox, RestClient api, String size, Duration length, Report report) {
        Latencies chats = new Latencies();
        Latencies messages = new Latencies();
        Refusals refused = new Refusals(200);
        new OpenLoop(PER_SECOND, 1_000).run(length, (number, due, done) -> {
            boolean ofChats = number % 2 == 0;
            api.get(ofChats ? inbox.listOfChats() : inbox.listOfMessages()).onComplete(status -> {
                (ofChats ? chats : messages).since(due);
                refused.answered(status);
                done.run();
            });
        });
        report.add(Figure.of("list chats" + size)
                .rate(PER_SECOND / 2.0)
                .latencies(chats)
                .wrong(refused, 0, 0));
        report.add(Figure.of("list messages" + size).rate(PER_SECOND / 2.0).latencies(messages));
    }
}
