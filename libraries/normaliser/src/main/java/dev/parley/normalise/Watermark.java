package dev.parley.normalise;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far receipts have covered a chat.
 *
 * @param until null when there was none
 * @param toldAt when the receipt came that reaches this far; null when nobody knows
 */
record Watermark(@Nullable Instant until, @Nullable Instant toldAt) {
    static final Watermark NONE = new Watermark(null, null);

    /** Raised by another receipt; one that reaches no further changes nothing. */
    Watermark raisedTo(Instant other, Instant told) {
        return until == null || other.isAfter(until) ? new Watermark(other, told) : this;
    }

    boolean reaches(Instant time) {
        return until != null && !until.isBefore(time);
    }

    /** The time to stamp on a message that becomes known late. */
    Instant stampFor(Instant sent) {
        return toldAt == null || toldAt.isBefore(sent) ? sent : toldAt;
    }
}
