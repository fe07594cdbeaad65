package dev.parley.id;

import java.util.Optional;

/** A message. Written {@code msg_…}. */
public record MessageId(long value) implements Id {
    static final String PREFIX = "msg_";

    /** The id that the text names; empty when it is no such id. */
    public static Optional<MessageId> parse(String text) {
        return IdText.parse(PREFIX, text).map(MessageId::new);
    }

    @Override
    public String toString() {
        return IdText.format(PREFIX, value);
    }
}
