package dev.parley.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/** The random choices of one request. The same seed and index give the same choices. */
final class Dice {
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final SplittableRandom random;

    Dice(long seed, long index) {
        this.random = new SplittableRandom(seed + SPREAD * (index + 1));
    }

    /** From 0 to {@code bound}, exclusively. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[below(choices.length)];
    }
}
