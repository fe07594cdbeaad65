package dev.parley.sandbox.graph;

import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an account has to deliver. Guarded by its account. */
final class Outbox {
    private final ArrayDeque<Item> waiting = new ArrayDeque<>();
    private List<Item> underWay = List.of();
    private boolean held;
    private boolean dropped;
    private @Nullable Delivery last;

    /**
     * An item.
     *
     * @param number no other item ever has it
     * @param kind the entry's member it goes into: {@code messaging}, {@code standby} or {@code changes}
     */
    record Item(long number, String kind, JsonObject json, Runnable delivered) {}

    /**
     * Items that go together.
     *
     * @param at when they left first, in milliseconds since 1970
     */
    record Delivery(List<Item> items, long at) {}

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
    Delivery claim(int most, long now) {
        List<Item> items = new ArrayList<>();
        while (!held && underWay.isEmpty() && items.size() < most && !waiting.isEmpty()) {
            if (!items.isEmpty()
                    && !waiting.peekFirst().kind().equals(items.getFirst().kind())) {
                break;
            }
            items.add(waiting.removeFirst());
        }
        if (!items.isEmpty()) {
            underWay = List.copyOf(items);
        }
        return new Delivery(items, now);
    }

    /** These items have been answered with 200 and need not be delivered any more. */
    void arrived(Set<Long> numbers, long at) {
        List<Item> items = new ArrayList<>(underWay);
        items.addAll(waiting);
        items.removeIf(item -> !numbers.contains(item.number()));
        waiting.removeAll(items);
        if (!items.isEmpty()) {
            last = new Delivery(items, at);
        }
    }

    /** The next delivery may leave. */
    void done() {
        underWay = List.of();
    }

    /** The last delivery that was answered with 200. */
    @Nullable
    Delivery last() {
        return last;
    }
}
