package dev.parley.sandbox;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a platform performed, in order: sends, and apart from them the other actions (edits, acknowledgements). Bounded:
 * beyond the limit the oldest are dropped and counted. Safe from any thread.
 */
public final class Ledger {

    private final int limit;
    private final ArrayDeque<Sent> sends = new ArrayDeque<>();
    private final ArrayDeque<JsonObject> actions = new ArrayDeque<>();
    private long total;

    public Ledger(int limit) {
        this.limit = limit;
    }

    public synchronized void record(Sent sent) {
        if (sends.size() == limit) {
            sends.removeFirst();
        }
        sends.addLast(sent);
        total++;
    }

    /** Notes an action that is not a send, such as {@code edit}; {@code details} must not be changed afterwards. */
    public synchronized void recordAction(String action, String account, JsonObject details) {
        if (actions.size() == limit) {
            actions.removeFirst();
        }
        JsonObject entry = new JsonObject().put("action", action).put("account", account);
        entry.mergeIn(details).put("at", Instant.now().toString());
        actions.addLast(entry);
    }

    /** How many sends were performed since the last reset, dropped ones included. */
    public synchronized long total() {
        return total;
    }

    /**
     * Part of the sends, oldest first.
     *
     * @param after skip this many sends, counted from the last reset
     * @param most at most this many
     */
    public synchronized List<Sent> sends(long after, int most, Predicate<Sent> wanted) {
        long number = total - sends.size();
        List<Sent> page = new ArrayList<>();
        for (Sent sent : sends) {
            number++;
            if (number > after && page.size() < most && wanted.test(sent)) {
                page.add(sent);
            }
        }
        return page;
    }

    /** The other actions, oldest first. */
    public synchronized List<JsonObject> actions() {
        return List.copyOf(actions);
    }

    public synchronized void clear() {
        sends.clear();
        actions.clear();
        total = 0;
    }
}
