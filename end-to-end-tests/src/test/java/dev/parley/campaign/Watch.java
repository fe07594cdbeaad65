package dev.parley.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.campaign.Programs.Running;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Looks at a program's memory again and again while something goes on. */
final class Watch {
    private static final Duration BETWEEN = Duration.ofMillis(300);

    private Watch() {}

    /**
     * Does the work and prints what memory it took at most; fails when the reachable heap grows by more than that.
     *
     * @param most bytes
     */
    static <T> T over(String name, Running program, long most, Supplier<T> work) {
        long before = program.liveHeap();
        Instant begin = Instant.now();
        CompletableFuture<T> running = CompletableFuture.supplyAsync(work);
        long live = before;
        long resident = 0;
        while (!running.isDone()) {
            live = Math.max(live, program.liveHeap());
            resident = Math.max(resident, program.residentKilobytes());
            pause(running);
        }
        T result = running.join();
        System.out.printf(
                "%s: live heap %.1f MB before, at most %.1f MB; resident at most %d MB; %.1f s%n",
                name,
                before / 1e6,
                live / 1e6,
                resident / 1024,
                Duration.between(begin, Instant.now()).toMillis() / 1e3);
        assertThat(live - before).as("added to the live heap").isLessThan(most);
        return result;
    }

    private static void pause(CompletableFuture<?> running) {
        try {
            running.copy().get(BETWEEN.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.TimeoutException goesOn) {
            // Look again.
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException failed) {
            // Joining tells.
        }
    }
}
