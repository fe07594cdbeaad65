package dev.parley.platform.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** How a member or profile view calls itself. */
final class Names {
    /** Reserved: a handle below it belongs to nobody, such as {@code handle.invalid} and {@code missing.invalid}. */
    private static final String BROKEN = ".invalid";

    private Names() {}

    /** Null for a handle that no longer resolves: it would name nobody. */
    static @Nullable String handle(JsonNode actor) {
        String handle = actor.path("handle").asText("");
        return handle.isEmpty() || handle.endsWith(BROKEN) ? null : handle;
    }

    static @Nullable String displayName(JsonNode actor) {
        String name = actor.path("displayName").asText("");
        return name.isEmpty() ? null : name;
    }
}
