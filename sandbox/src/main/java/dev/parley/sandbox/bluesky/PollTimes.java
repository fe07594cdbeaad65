package dev.parley.sandbox.bluesky;

import dev.parley.sandbox.Moment;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/** When each account's log was asked for, so that it can be told whether that was in time. Keeps the latest only. */
@ApplicationScoped
class PollTimes {
    private static final int MOST = 200;

    private final Map<String, Deque<Long>> times = new TreeMap<>();

    synchronized void note(String did) {
        Deque<Long> known = times.computeIfAbsent(did, account -> new ArrayDeque<>());
        if (known.size() == MOST) {
            known.removeFirst();
        }
        known.addLast(Moment.millis());
    }

    /** By account, in milliseconds since 1970, oldest first. */
    synchronized JsonObject all() {
        JsonObject all = new JsonObject();
        times.forEach((did, known) -> all.put(did, new JsonArray(known.stream().toList())));
        return all;
    }

    synchronized void clear() {
        times.clear();
    }
}
