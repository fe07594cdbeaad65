package dev.parley.chaos;

import static dev.parley.testing.Waiting.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Kills and freezes programs by the dice of a seed.
 *
 * <pre>
 *   every 0.5 to 3 s ──► a target that was spared for 20 s ──► SIGKILL ─────────────────────────────► ready again?
 *                                                         └──► SIGSTOP, 1 to 18 s ──► SIGCONT or SIGKILL ──┘
 * </pre>
 *
 * Blows overlap: at most three targets are down at a time. A target is spared for a while, because the launcher gives up
 * on a program that dies five times within a minute.
 */
final class Monkey implements AutoCloseable {
    private static final int MOST_AT_A_TIME = 3;
    private static final Duration SPARED = Duration.ofSeconds(20);
    private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(4);

    private final Random dice;
    private final List<Target> targets;
    private final ExecutorService hands = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Long> hitAt = new HashMap<>();
    private final List<Future<Blow>> blows = new ArrayList<>();

    Monkey(long seed, List<Target> targets) {
        this.dice = new Random(seed);
        this.targets = List.copyOf(targets);
    }

    /** Strikes this often; returns when everything that was struck is ready again. */
    List<Blow> strike(int times) {
        while (blows.size() < times) {
            pause(Duration.ofMillis(500 + dice.nextInt(2500)));
            Target target = choose();
            Blow.Kind kind = kind();
            Duration frozen = Duration.ofMillis(1000 + dice.nextInt(17_000));
            hitAt.put(target.name(), System.nanoTime());
            blows.add(hands.submit(() -> hit(target, kind, frozen)));
        }
        return blows.stream().map(Monkey::outcome).toList();
    }

    private Target choose() {
        // What is fair at one look may not be at the next.
        List<Target> fair = await().atMost(RECOVERY_LIMIT)
                .until(
                        () -> under() < MOST_AT_A_TIME
                                ? targets.stream().filter(this::isFair).toList()
                                : List.of(),
                        found -> !found.isEmpty());
        return fair.get(dice.nextInt(fair.size()));
    }

    private long under() {
        return blows.stream().filter(blow -> !blow.isDone()).count();
    }

    private boolean isFair(Target target) {
        Long hit = hitAt.get(target.name());
        return (hit == null || System.nanoTime() - hit > SPARED.toNanos()) && target.isReady();
    }

    private Blow.Kind kind() {
        int eyes = dice.nextInt(10);
        return eyes < 6 ? Blow.Kind.KILLED : eyes < 8 ? Blow.Kind.FROZEN : Blow.Kind.FROZEN_THEN_KILLED;
    }

    private static Blow hit(Target target, Blow.Kind kind, Duration frozen) {
        long pid = target.pid();
        if (kind != Blow.Kind.KILLED) {
            signal(pid, "STOP");
            pause(frozen);
        }
        long over = System.nanoTime();
        signal(pid, kind == Blow.Kind.FROZEN ? "CONT" : "KILL");
        await().atMost(RECOVERY_LIMIT)
                .until(() -> (kind == Blow.Kind.FROZEN || target.pid() != pid) && target.isReady());
        return new Blow(target.name(), kind, Duration.ofNanos(System.nanoTime() - over));
    }

    /**
     * A frozen server has frozen workers. The workers of one that is killed see to their own end, for which they must
     * not be frozen.
     */
    private static void signal(long pid, String name) {
        List<Long> workers = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid)
                .toList();
        signalOne(pid, name);
        workers.forEach(worker -> signalOne(worker, name.equals("KILL") ? "CONT" : name));
    }

    private static void signalOne(long pid, String name) {
        run(List.of("kill", "-s", name, Long.toString(pid)));
    }

    private static void run(List<String> command) {
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause(Duration duration) {
        long until = System.nanoTime() + duration.toNanos();
        await().atMost(duration.plusSeconds(10)).until(() -> System.nanoTime() - until >= 0);
    }

    private static Blow outcome(Future<Blow> blow) {
        try {
            return blow.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new AssertionError("a program did not come back", e.getCause());
        }
    }

    @Override
    public void close() {
        hands.shutdownNow();
    }
}
