package dev.parley.sandbox.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A conversation with one person. Guarded by its account. */
final class GraphThread {
    private static final int MOST = 500;

    private final String person;
    private final List<GraphMessage> messages = new ArrayList<>();
    private long lastUserAction;
    private boolean blocked;

    GraphThread(String person) {
        this.person = person;
    }

    String person() {
        return person;
    }

    /** Oldest first. */
    List<GraphMessage> messages() {
        return messages;
    }

    void add(GraphMessage message) {
        if (messages.size() == MOST) {
            messages.removeFirst();
        }
        messages.add(message);
    }

    Optional<GraphMessage> byMid(String mid) {
        return messages.reversed().stream()
                .filter(message -> message.mid().equals(mid))
                .findFirst();
    }

    /** The person did something that opens the window. */
    void act(long at) {
        lastUserAction = Math.max(lastUserAction, at);
    }

    /** When the person last did something; 0 for never. */
    long lastUserAction() {
        return lastUserAction;
    }

    /** Moves what the person did into the past. */
    void age(long millis) {
        lastUserAction = Math.max(1, lastUserAction - millis);
    }

    boolean isBlocked() {
        return blocked;
    }

    void block(boolean now) {
        blocked = now;
    }
}
