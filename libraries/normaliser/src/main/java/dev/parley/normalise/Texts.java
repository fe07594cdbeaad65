package dev.parley.normalise;

import org.jspecify.annotations.Nullable;

/** PostgreSQL cannot store a NUL character; a participant who sends one shall not lose the message for it. */
final class Texts {
    private Texts() {}

    static @Nullable String storable(@Nullable String text) {
        return text == null || text.indexOf('\0') < 0 ? text : text.replace("\0", "");
    }
}
