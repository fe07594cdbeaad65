package dev.parley.dispatch.throttle;

import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** One profile's share of its budget in this process: permits in hand, and who waits for more. Not thread-safe. */
final class ProfileBudget {
    private static final Permit.Granted GRANTED = new Permit.Granted();
    private static final long SLICE_NANOS = Duration.ofMillis(250).toNanos();

    private final Queue<UniEmitter<? super Permit>> waiting = new ArrayDeque<>();
    private int inHand;
    private long inHandUntil;
    private long heldBackUntil = System.nanoTime();
    private boolean asking;

    boolean isHeldBack() {
        return heldBackUntil - System.nanoTime() > 0;
    }

    Duration heldBackFor() {
        return Duration.ofNanos(Math.max(0, heldBackUntil - System.nanoTime()));
    }

    void holdBack(Duration pause) {
        heldBackUntil = Math.max(heldBackUntil, System.nanoTime() + pause.toNanos());
        inHand = 0;
    }

    /** False when there is none in hand: the caller must wait for a slice. */
    boolean spend() {
        if (inHand > 0 && inHandUntil - System.nanoTime() > 0 && waiting.isEmpty()) {
            inHand--;
            return true;
        }
        return false;
    }

    void await(UniEmitter<? super Permit> caller) {
        waiting.add(caller);
    }

    /** How many permits to ask for now; zero when nobody waits or the answer is still out. */
    int nextSlice(double perSecond) {
        if (asking || waiting.isEmpty()) {
            return 0;
        }
        asking = true;
        int most = Math.max(1, (int) Math.floor(perSecond / 4));
        return Math.min(most, Math.max(waiting.size(), most / 4));
    }

    /** A slice begins: the callers to let through. */
    List<UniEmitter<? super Permit>> begin(int permits) {
        asking = false;
        List<UniEmitter<? super Permit>> through = new ArrayList<>();
        inHand = permits;
        inHandUntil = System.nanoTime() + SLICE_NANOS;
        while (inHand > 0 && !waiting.isEmpty()) {
            through.add(waiting.remove());
            inHand--;
        }
        return through;
    }

    /** The slice could not be had: everybody who waits is sent away. */
    List<UniEmitter<? super Permit>> giveUp() {
        asking = false;
        List<UniEmitter<? super Permit>> all = new ArrayList<>(waiting);
        waiting.clear();
        return all;
    }

    static Permit granted() {
        return GRANTED;
    }
}
