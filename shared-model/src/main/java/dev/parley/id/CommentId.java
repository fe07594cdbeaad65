package dev.parley.id;

import java.util.Optional;

/** A comment under a post. Written {@code cmt_…}. */
public record CommentId(long value) implements Id {
    static final String PREFIX = "cmt_";

    /** The id that the text names; empty when it is no such id. */
    public static Optional<CommentId> parse(String text) {
        return IdText.parse(PREFIX, text).map(CommentId::new);
    }

    @Override
    public String toString() {
        return IdText.format(PREFIX, value);
    }
}
