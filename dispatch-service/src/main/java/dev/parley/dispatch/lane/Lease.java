package dev.parley.dispatch.lane;

import dev.parley.id.ChatId;
import dev.parley.id.ProfileId;
import java.time.Duration;
import java.util.UUID;

/**
 * A lane held by this process.
 *
 * @param token what settling compares, so that a lane that went to another owner is left alone
 * @param sinceNanos this process's monotonic clock when the lease was asked for, so earlier than the database gave it
 */
record Lease(ChatId chat, ProfileId profile, UUID token, long sinceNanos) {
    static Lease ask(ChatId chat, ProfileId profile) {
        return new Lease(chat, profile, UUID.randomUUID(), System.nanoTime());
    }

    /** The same lane after the database renewed the lease in a statement that began now. */
    Lease renewed(long askedNanos) {
        return new Lease(chat, profile, token, askedNanos);
    }

    /** The same lane when a statement that began at the given moment found so much of the lease left. */
    Lease ending(long askedNanos, Duration left, Duration whole) {
        return renewed(askedNanos - whole.minus(left).toNanos());
    }

    /** Whether less than this has passed since the lease was asked for. */
    boolean isYoungerThan(Duration age) {
        return System.nanoTime() - sinceNanos < age.toNanos();
    }
}
