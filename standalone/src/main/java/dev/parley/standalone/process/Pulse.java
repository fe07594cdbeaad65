package dev.parley.standalone.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Asks a ready program again and again whether it lives, on a thread of its own: one that is frozen or deadlocked is a living
 * process, and nobody else would notice.
 *
 * <p>Answers are counted rather than time: while the whole machine sleeps nothing is missed.
 */
public final class Pulse {
    private final Probe live;
    private final Duration every;
    private final int most;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile int missed;

    private Pulse(Probe live, Duration every, int most) {
        this.live = live;
        this.every = every;
        this.most = most;
    }

    /**
     * Begins to ask.
     *
     * @param most answers in a row that may be missing or bad
     */
    public static Pulse begin(Probe live, Duration every, int most) {
        Pulse pulse = new Pulse(live, every, most);
        Thread.ofVirtual().name("pulse").start(pulse::ask);
        return pulse;
    }

    /** Whether so many answers in a row were missing that the program counts as dead. */
    public boolean isLost() {
        return missed >= most;
    }

    public void end() {
        ended.countDown();
    }

    private void ask() {
        try {
            while (!ended.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                missed = live.ready() ? 0 : missed + 1;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
