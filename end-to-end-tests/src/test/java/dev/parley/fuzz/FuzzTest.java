package dev.parley.fuzz;

import java.time.Duration;

/** A short run, drawn anew every time. */
class FuzzTest extends FuzzStory {
    @Override
    Plan plan() {
        return Plan.of(2_000, Duration.ofMinutes(8));
    }
}
