package dev.parley.sandbox.graph;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an account has to deliver. Guarded by its account. */
final class Outbox {
    private final ArrayDeque<Item> waiting = new ArrayDeque<>();
    private boolean held;
    private boolean busy;
    private boolean dropped;
    private @Nullable Buffer last;

    /**
     * An item.
     *
     * @param kind the entry's member it goes into: {@code messaging}, {@code standby} or {@code changes}
     */
    record Item(String kind, JsonObject json, Runnable delivered) {}

    void add(Item item) {
        waiting.addLast(item);
    }

    /** Nothing of it is delivered any more. */
    void drop() {
        dropped = true;
        waiting.clear();
    }

    boolean isDropped() {
        return dropped;
    }

    int size() {
        return waiting.size();
    }

    void hold() {
        held = true;
    }

    void release(boolean reversed) {
        held = false;
        if (reversed) {
            List<Item> order = new ArrayList<>(waiting);
            Collections.reverse(order);
            waiting.clear();
            waiting.addAll(order);
        }
    }

    /** The items of the next delivery, all of one kind; empty when there are none or one is under way. */
    List<Item> claim(int most) {
        List<Item> items = new ArrayList<>();
        while (!held && !busy && items.size() < most && !waiting.isEmpty()) {
            if (!items.isEmpty()
                    && !waiting.peekFirst().kind().equals(items.getFirst().kind())) {
                break;
            }
            items.add(waiting.removeFirst());
        }
        busy = busy || !items.isEmpty();
        return items;
    }

    void done(Buffer body) {
        busy = false;
        last = body;
    }

    /** The last delivery that was answered with 200. */
    @Nullable
    Buffer last() {
        return last;
    }
}
