package dev.parley.sandbox;

import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What a platform performed, in order: sends, and apart from them the other actions (edits, acknowledgements). Bounded:
 * beyond the limit the oldest are dropped and counted. Safe from any thread.
 */
public final class Ledger {

    private final int limit;
    /** Send number n, counted from 0, is at n modulo the limit. */
    private final ArrayList<Sent> ring = new ArrayList<>();

    private final ArrayDeque<JsonObject> actions = new ArrayDeque<>();
    private long total;

    public Ledger(int limit) {
        this.limit = limit;
    }

    public synchronized void record(Sent sent) {
        if (ring.size() < limit) {
            ring.add(sent);
        } else {
            ring.set((int) (total % limit), sent);
        }
        total++;
    }

    /** Notes an action that is not a send, such as {@code edit}; {@code details} must not be changed afterwards. */
    public synchronized void recordAction(String action, String account, JsonObject details) {
        if (actions.size() == limit) {
            actions.removeFirst();
        }
        JsonObject entry = new JsonObject().put("action", action).put("account", account);
        entry.mergeIn(details).put("at", Moment.instant().toString());
        actions.addLast(entry);
    }

    /** How many sends were performed since the last reset, dropped ones included. */
    public synchronized long total() {
        return total;
    }

    /**
     * Part of the sends, oldest first.
     *
     * @param after leave out this many sends, counted from the last reset; what was dropped is left out in any case
     * @param most at most this many
     */
    public synchronized List<Sent> sends(long after, int most) {
        long first = Math.max(after, total - ring.size());
        long end = Math.min(total, first + most);
        List<Sent> page = new ArrayList<>();
        for (long number = first; number < end; number++) {
            page.add(ring.get((int) (number % limit)));
        }
        return page;
    }

    /** How many of the oldest sends are no longer remembered. */
    public synchronized long dropped() {
        return total - ring.size();
    }

    /** The other actions, oldest first. */
    public synchronized List<JsonObject> actions() {
        return List.copyOf(actions);
    }

    public synchronized void clear() {
        ring.clear();
        actions.clear();
        total = 0;
    }
}
