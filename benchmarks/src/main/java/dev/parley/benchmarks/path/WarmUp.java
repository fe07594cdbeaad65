package dev.parley.benchmarks.path;

import dev.parley.benchmarks.stage.BenchmarkStage;
import java.time.Duration;

/** Gives the programs time to compile what a load uses. */
final class WarmUp {
    private WarmUp() {}

    /** Repeats the load until so much time is over; once at least. */
    static void with(Duration length, Runnable load) {
        BenchmarkStage.say("warm-up, " + length.toSeconds() + " s");
        long end = System.nanoTime() + length.toNanos();
        do {
            load.run();
        } while (System.nanoTime() < end);
    }
}
