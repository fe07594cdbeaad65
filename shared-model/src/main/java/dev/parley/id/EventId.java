package dev.parley.id;

import java.util.Optional;

/** An event. Written {@code evt_…}. */
public record EventId(long value) implements Id {
    static final String PREFIX = "evt_";

    /** The id that the text names; empty when it is no such id. */
    public static Optional<EventId> parse(String text) {
        return IdText.parse(PREFIX, text).map(EventId::new);
    }

    @Override
    public String toString() {
        return IdText.format(PREFIX, value);
    }
}
