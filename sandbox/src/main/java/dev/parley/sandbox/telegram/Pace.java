package dev.parley.sandbox.telegram;

/** A rate with a burst, in one number: when the next message would be due if all had come evenly spaced. */
final class Pace {

    private double dueAt;

    /**
     * How long the next message has to wait, in milliseconds; 0 when it may go now. Takes nothing.
     *
     * @param perSecond the allowed rate; 0 or less means unlimited
     */
    long waitAt(long now, double perSecond, int burst) {
        if (perSecond <= 0) {
            return 0;
        }
        double allowedAt = dueAt - (burst - 1) * (1000 / perSecond);
        return Math.max(0, (long) Math.ceil(allowedAt - now));
    }

    void take(long now, double perSecond) {
        if (perSecond > 0) {
            dueAt = Math.max(now, dueAt) + 1000 / perSecond;
        }
    }
}
