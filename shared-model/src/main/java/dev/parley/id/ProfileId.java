package dev.parley.id;

import java.util.Optional;

/** A connected platform account. Written {@code prof_…}. */
public record ProfileId(long value) implements Id {
    static final String PREFIX = "prof_";

    /** The id that the text names; empty when it is no such id. */
    public static Optional<ProfileId> parse(String text) {
        return IdText.parse(PREFIX, text).map(ProfileId::new);
    }

    @Override
    public String toString() {
        return IdText.format(PREFIX, value);
    }
}
