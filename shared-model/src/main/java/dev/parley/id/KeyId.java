package dev.parley.id;

import java.util.Optional;

/** An API key. Written {@code key_…}. */
public record KeyId(long value) implements Id {
    static final String PREFIX = "key_";

    /** The id that the text names; empty when it is no such id. */
    public static Optional<KeyId> parse(String text) {
        return IdText.parse(PREFIX, text).map(KeyId::new);
    }

    @Override
    public String toString() {
        return IdText.format(PREFIX, value);
    }
}
