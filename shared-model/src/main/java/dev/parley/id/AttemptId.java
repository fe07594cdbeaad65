package dev.parley.id;

import java.util.Optional;

/** One attempt of a delivery. Written {@code dat_…}. */
public record AttemptId(long value) implements Id {
    static final String PREFIX = "dat_";

    /** The id that the text names; empty when it is no such id. */
    public static Optional<AttemptId> parse(String text) {
        return IdText.parse(PREFIX, text).map(AttemptId::new);
    }

    @Override
    public String toString() {
        return IdText.format(PREFIX, value);
    }
}
