package dev.parley.normalise;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A text that deliveries tell again and again. A change is null while there is none, and empty when it takes the text away. */
final class ToldText {
    private ToldText() {}

    /** @param complete whether a text that is missing is one that is gone */
    static @Nullable String changed(
            @Nullable String stored, @Nullable String pending, @Nullable String told, boolean complete) {
        boolean silent = told == null || told.isEmpty();
        if (silent && !complete) {
            return pending;
        }
        String now = silent ? "" : Texts.storable(told);
        String known = pending == null ? Objects.requireNonNullElse(stored, "") : pending;
        return known.equals(now) ? pending : now;
    }

    static @Nullable String shown(@Nullable String pending, @Nullable String stored) {
        String now = pending == null ? stored : pending;
        return now == null || now.isEmpty() ? null : now;
    }
}
