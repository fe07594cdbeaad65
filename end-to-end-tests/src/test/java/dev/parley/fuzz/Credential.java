package dev.parley.fuzz;

import org.jspecify.annotations.Nullable;

/**
 * What a request shows to be let in.
 *
 * @param header the Authorization header; null for none
 */
record Credential(Kind kind, @Nullable String header) {
    enum Kind {
        RIGHT,
        /** Of one group of the same account. */
        GROUP,
        OTHER_ACCOUNT,
        OPERATOR,
        NONE,
        WRONG
    }

    /** Whether some operation of this kind may succeed. */
    boolean opens(boolean operators) {
        return switch (kind) {
            case RIGHT, GROUP, OTHER_ACCOUNT -> !operators;
            case OPERATOR -> operators;
            case NONE, WRONG -> false;
        };
    }
}
