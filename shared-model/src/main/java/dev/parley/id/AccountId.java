package dev.parley.id;

import java.util.Optional;

/** A customer of this installation. Written {@code acc_…}. */
public record AccountId(long value) implements Id {
    static final String PREFIX = "acc_";

    /** The id that the text names; empty when it is no such id. */
    public static Optional<AccountId> parse(String text) {
        return IdText.parse(PREFIX, text).map(AccountId::new);
    }

    @Override
    public String toString() {
        return IdText.format(PREFIX, value);
    }
}
