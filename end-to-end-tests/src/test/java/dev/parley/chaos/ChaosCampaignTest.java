package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Programs, broker, database and platforms are killed and frozen, overlapping, while people write and are answered:
 * nothing is lost, doubled, out of order, unfinished or untold. {@code -Dparley.chaos.seed=N} repeats a run's dice.
 */
class ChaosCampaignTest {
    private static final Duration SETTLED = Duration.ofMinutes(6);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    @Test
    void twentyBlows() throws Exception {
        play(20, 1);
    }

    @Test
    @Tag("full")
    @Tag("full-chaos")
    void twoHundredBlows() throws Exception {
        play(Integer.getInteger("parley.chaos.blows", 200), 2);
    }

    private static void play(int blows, int perPlatform) throws Exception {
        long seed = Long.getLong("parley.chaos.seed", System.nanoTime() & 0xFFFF_FFFFL);
        report("seed " + seed);
        try (ChaosStage stage = ChaosStage.open();
                Monkey monkey = new Monkey(seed, stage.targets());
                ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Talk> talks = stage.talks(perPlatform, seed);
            CountDownLatch over = new CountDownLatch(1);
            List<Future<?>> running = new ArrayList<>();
            for (Talk talk : talks) {
                Callable<Object> conversation = () -> {
                    talk.run(over);
                    return talk;
                };
                running.add(people.submit(conversation));
            }
            List<Blow> struck;
            try {
                struck = monkey.strike(blows);
            } finally {
                over.countDown();
            }
            for (Future<?> each : running) {
                finish(each);
            }
            Verdict verdict = settle(talks, stage);
            publish(seed, struck, verdict);
            assertThat(verdict.isClean())
                    .as("seed " + seed + System.lineSeparator() + verdict)
                    .isTrue();
        }
    }

    private static void finish(Future<?> talk) throws InterruptedException {
        try {
            talk.get();
        } catch (ExecutionException broken) {
            fail("a conversation broke off", broken.getCause());
        }
    }

    /** What is under way ends; what is wrong for good stays wrong until the limit. */
    private static Verdict settle(List<Talk> talks, ChaosStage stage) throws InterruptedException {
        long until = System.nanoTime() + SETTLED.toNanos();
        CountDownLatch never = new CountDownLatch(1);
        Verdict verdict = judge(talks, stage);
        while (!verdict.isClean() && System.nanoTime() - until < 0) {
            boolean unused = never.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            verdict = judge(talks, stage);
        }
        return verdict;
    }

    private static Verdict judge(List<Talk> talks, ChaosStage stage) {
        return Verdict.of(
                talks.stream().map(Talk::evidence).toList(),
                stage.plain().heard(),
                stage.ordered().heard());
    }

    private static void publish(long seed, List<Blow> struck, Verdict verdict) {
        Map<String, List<Duration>> recoveries = new TreeMap<>();
        struck.forEach(blow -> recoveries
                .computeIfAbsent(blow.target() + " " + blow.kind(), key -> new ArrayList<>())
                .add(blow.recovered()));
        report("seed %d: %d blows; lost %d, doubled %d, out of order %d, unfinished %d, gaps %d"
                .formatted(
                        seed,
                        struck.size(),
                        verdict.lost.size(),
                        verdict.doubled.size(),
                        verdict.outOfOrder.size(),
                        verdict.unfinished.size(),
                        verdict.gaps.size()));
        verdict.counts.forEach((what, count) -> report("  %-60s %6d".formatted(what, count)));
        recoveries.forEach((what, times) -> report("  recovery of %-40s n=%3d  median %5d ms  longest %6d ms"
                .formatted(
                        what,
                        times.size(),
                        times.stream().sorted().toList().get(times.size() / 2).toMillis(),
                        times.stream().max(Duration::compareTo).orElseThrow().toMillis())));
    }

    private static void report(String line) {
        System.out.println("chaos: " + line);
    }
}
