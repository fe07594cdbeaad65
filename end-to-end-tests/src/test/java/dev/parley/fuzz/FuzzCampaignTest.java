package dev.parley.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A long run. */
@Tag("full")
@Tag("full-fuzz")
class FuzzCampaignTest extends FuzzStory {
    @Override
    Plan plan() {
        return Plan.of(50_000, Duration.ofMinutes(60));
    }

    /** Or else too many requests never get beyond a refusal. */
    @Test
    void everyOperationSucceedsNowAndThen() {
        assertThat(run().neverSucceeded()).isEmpty();
    }
}
