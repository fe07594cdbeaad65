package dev.parley.fuzz;

import java.time.Duration;
import java.time.Instant;

/**
 * How much is asked.
 *
 * @param seed makes the same requests again, as far as ids allow
 * @param requests of the API; of the other doors a tenth each
 */
record Plan(long seed, int requests, Duration deadline, Duration limit) {
    private static final String SEED = "parley.fuzz.seed";
    private static final String REQUESTS = "parley.fuzz.requests";
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    static Plan of(int requests, Duration limit) {
        long seed = Long.getLong(SEED, Instant.now().toEpochMilli());
        return new Plan(seed, Integer.getInteger(REQUESTS, requests), DEADLINE, limit);
    }
}
