package dev.parley.dispatch.job;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How an attempt at a job ended. */
sealed interface JobResult {
    record Done() implements JobResult {}

    /** @param after how long the platform asks to wait; null leaves it to the schedule */
    record TryAgain(@Nullable Duration after, String reason) implements JobResult {}

    /** Done, and to be done again after so long: the job stays. */
    record Repeat(Duration after) implements JobResult {}

    /** It cannot be done, now or later. */
    record Hopeless(String reason) implements JobResult {}
}
