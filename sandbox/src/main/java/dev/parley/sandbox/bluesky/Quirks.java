package dev.parley.sandbox.bluesky;

import jakarta.enterprise.context.ApplicationScoped;

/** Oddities of the log that were seen in production and can be switched on. */
@ApplicationScoped
class Quirks {
    private volatile boolean dropsCursor;
    private volatile boolean stallsCursor;

    /** Pages come without a cursor. */
    boolean dropsCursor() {
        return dropsCursor;
    }

    /** Pages repeat the cursor they were asked with. */
    boolean stallsCursor() {
        return stallsCursor;
    }

    void set(boolean drops, boolean stalls) {
        dropsCursor = drops;
        stallsCursor = stalls;
    }
}
