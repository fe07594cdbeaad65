package dev.parley.dispatch.lane;

import java.time.Duration;

/**
 * How long a lease lasts, and how much of it must be left for what.
 *
 * <pre>
 *   given ── fresh ──┬── renewed before a call ──┬── no call any more ──┬── nothing written any more ── over
 *                    └ half of the way           └ a call and the margin └ the margin before the end
 * </pre>
 *
 * @param whole on the database's clock
 * @param call the longest call
 */
record LeaseTerms(Duration whole, Duration call) {
    private static final Duration MARGIN = Duration.ofSeconds(5);

    /** A lease that could not outlast a call is refused, because under it nothing would ever be sent. */
    LeaseTerms {
        if (whole.compareTo(call.plus(MARGIN)) <= 0) {
            throw new IllegalArgumentException(
                    "parley.dispatch.lease (%s) must be longer than parley.dispatch.call-deadline (%s) plus %s"
                            .formatted(whole, call, MARGIN));
        }
    }

    static LeaseTerms of(LaneConfig config) {
        return new LeaseTerms(config.lease(), config.callDeadline());
    }

    /** What must be left when a call begins. */
    Duration neededForCall() {
        return call.plus(MARGIN);
    }

    /** For this long a lease need not be renewed. */
    Duration freshness() {
        return whole.minus(neededForCall()).dividedBy(2);
    }

    boolean isFresh(Lease lease) {
        return lease.isYoungerThan(freshness());
    }

    boolean allowsCall(Lease lease) {
        return lease.isYoungerThan(whole.minus(neededForCall()));
    }

    boolean allowsWriting(Lease lease) {
        return lease.isYoungerThan(whole.minus(MARGIN));
    }
}
