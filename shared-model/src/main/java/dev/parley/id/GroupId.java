package dev.parley.id;

import java.util.Optional;

/** A profile group. Written {@code pg_…}. */
public record GroupId(long value) implements Id {
    static final String PREFIX = "pg_";

    /** The id that the text names; empty when it is no such id. */
    public static Optional<GroupId> parse(String text) {
        return IdText.parse(PREFIX, text).map(GroupId::new);
    }

    @Override
    public String toString() {
        return IdText.format(PREFIX, value);
    }
}
