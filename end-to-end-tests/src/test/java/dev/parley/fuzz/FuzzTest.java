package dev.parley.fuzz;

import java.time.Duration;
import org.junit.jupiter.api.Tag;

/** A short run, drawn anew every time. */
@Tag("full")
@Tag("full-fuzz-short")
class FuzzTest extends FuzzStory {
    @Override
    Plan plan() {
        return Plan.of(2_000, Duration.ofMinutes(8));
    }
}
