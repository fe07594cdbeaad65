package dev.parley.id;

import java.util.Optional;

/** An attachment of a message. Written {@code att_…}. */
public record AttachmentId(long value) implements Id {
    static final String PREFIX = "att_";

    /** The id that the text names; empty when it is no such id. */
    public static Optional<AttachmentId> parse(String text) {
        return IdText.parse(PREFIX, text).map(AttachmentId::new);
    }

    @Override
    public String toString() {
        return IdText.format(PREFIX, value);
    }
}
