package dev.parley.id;

import java.util.Optional;

/** A post that comments belong to. Written {@code post_…}. */
public record PostId(long value) implements Id {
    static final String PREFIX = "post_";

    /** The id that the text names; empty when it is no such id. */
    public static Optional<PostId> parse(String text) {
        return IdText.parse(PREFIX, text).map(PostId::new);
    }

    @Override
    public String toString() {
        return IdText.format(PREFIX, value);
    }
}
