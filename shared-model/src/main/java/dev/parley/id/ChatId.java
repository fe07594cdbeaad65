package dev.parley.id;

import java.util.Optional;

/** A conversation with one participant. Written {@code chat_…}. */
public record ChatId(long value) implements Id {
    static final String PREFIX = "chat_";

    /** The id that the text names; empty when it is no such id. */
    public static Optional<ChatId> parse(String text) {
        return IdText.parse(PREFIX, text).map(ChatId::new);
    }

    @Override
    public String toString() {
        return IdText.format(PREFIX, value);
    }
}
