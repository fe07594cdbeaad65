package dev.parley.fuzz;

import java.time.Duration;
import org.junit.jupiter.api.Tag;

/** A long run. */
@Tag("full")
@Tag("full-fuzz")
class FuzzCampaignTest extends FuzzStory {
    @Override
    Plan plan() {
        return Plan.of(50_000, Duration.ofMinutes(60));
    }
}
