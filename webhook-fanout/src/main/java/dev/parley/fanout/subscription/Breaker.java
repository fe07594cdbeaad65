package dev.parley.fanout.subscription;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * Leaves an endpoint alone that keeps failing, or that asked to be left alone.
 *
 * <pre>
 *   closed ──failure share reached──► open ──time over──► half open ──probe failed──► open, twice as long
 *     ▲                                                       │
 *     └────────────────────────probe succeeded────────────────┘
 * </pre>
 *
 * Used on the fan-out's loop only.
 */
public final class Breaker {
    private enum State {
        CLOSED,
        OPEN,
        PROBING
    }

    private final BreakerConfig config;
    private final LongSupplier nanoTime;
    private final Deque<Boolean> latest = new ArrayDeque<>();
    private State state = State.CLOSED;
    private int failures;
    private Duration openFor;
    private long openUntil;

    public Breaker(BreakerConfig config, LongSupplier nanoTime) {
        this.config = config;
        this.nanoTime = nanoTime;
        this.openFor = config.open();
    }

    /** Whether calls may be made freely. */
    public boolean isClosed() {
        return state == State.CLOSED;
    }

    /** Whether a call may begin now: any while closed, a single one once the open time is over. */
    public boolean permitsCall() {
        return state == State.CLOSED || (state == State.OPEN && nanoTime.getAsLong() - openUntil >= 0);
    }

    /** A call begins; the one that begins after the open time is the probe. */
    public void begin() {
        if (state == State.OPEN) {
            state = State.PROBING;
        }
    }

    public void succeeded() {
        if (state == State.CLOSED) {
            remember(true);
            return;
        }
        // A late success of a call begun before it opened says the same as a probe's.
        state = State.CLOSED;
        openFor = config.open();
        latest.clear();
        failures = 0;
    }

    public void failed() {
        switch (state) {
            case CLOSED -> {
                remember(false);
                if (latest.size() >= config.minimum() && failures >= config.share() * latest.size()) {
                    open(openFor);
                }
            }
            case PROBING -> {
                Duration doubled = openFor.multipliedBy(2);
                openFor = doubled.compareTo(config.longestOpen()) > 0 ? config.longestOpen() : doubled;
                open(openFor);
            }
            case OPEN -> {}
        }
    }

    /** The endpoint asked to be left alone (429 with Retry-After). */
    public void pause(Duration asked) {
        open(asked);
    }

    private void open(Duration time) {
        state = State.OPEN;
        openUntil = nanoTime.getAsLong() + time.toNanos();
    }

    private void remember(boolean success) {
        latest.add(success);
        failures += success ? 0 : 1;
        if (latest.size() > config.window() && !latest.remove()) {
            failures--;
        }
    }
}
