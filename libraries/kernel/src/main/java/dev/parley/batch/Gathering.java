package dev.parley.batch;

import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Works off a stream in steps as large as what came while the step before was under way.
 *
 * <pre>
 *   add ──► waiting (bounded) ──► one step at a time, of all that waits ──► done, of each share of it
 *    └──◄── room for more
 * </pre>
 *
 * A quiet stream is worked off at once, share by share; a busy one in few large steps, and in its order either way.
 *
 * @param <T> an item of the stream
 */
public final class Gathering<T> {
    private final int most;
    private final Function<List<T>, Uni<Void>> step;
    private final Deque<Share<T>> waiting = new ArrayDeque<>();
    private int items;
    private boolean busy;
    private @Nullable Runnable roomAgain;

    private record Share<T>(List<T> items, Runnable done) {}

    /**
     * @param most items in a step, and waiting for one; a single share may be larger
     * @param step must not fail: of a step that did, nobody is told that it is done
     */
    public Gathering(int most, Function<List<T>, Uni<Void>> step) {
        this.most = most;
        this.step = step;
    }

    /**
     * Call again only after the answer.
     *
     * @param done called when the step that these items were in is through
     * @return completes as soon as there is room for more
     */
    public Uni<Void> add(List<T> share, Runnable done) {
        return Uni.createFrom().emitter(room -> {
            boolean full = enqueue(new Share<>(share, done), () -> room.complete(null));
            startNext();
            if (!full) {
                room.complete(null);
            }
        });
    }

    private synchronized boolean enqueue(Share<T> share, Runnable room) {
        waiting.add(share);
        items += share.items.size();
        boolean full = items >= most;
        roomAgain = full ? room : null;
        return full;
    }

    private void startNext() {
        List<Share<T>> shares = next();
        if (shares.isEmpty()) {
            return;
        }
        List<T> all = new ArrayList<>();
        shares.forEach(share -> all.addAll(share.items));
        Uni.createFrom()
                .deferred(() -> step.apply(all))
                .subscribe()
                .with(
                        through -> {
                            shares.forEach(share -> share.done.run());
                            goOn();
                        },
                        failure -> goOn());
    }

    private void goOn() {
        synchronized (this) {
            busy = false;
        }
        startNext();
    }

    private List<Share<T>> next() {
        Runnable room = null;
        List<Share<T>> shares = new ArrayList<>();
        synchronized (this) {
            if (busy || waiting.isEmpty()) {
                return List.of();
            }
            busy = true;
            int taken = 0;
            while (!waiting.isEmpty()
                    && (taken == 0 || taken + waiting.peek().items.size() <= most)) {
                Share<T> share = waiting.poll();
                taken += share.items.size();
                shares.add(share);
            }
            items -= taken;
            if (items < most) {
                room = roomAgain;
                roomAgain = null;
            }
        }
        if (room != null) {
            room.run();
        }
        return shares;
    }
}
