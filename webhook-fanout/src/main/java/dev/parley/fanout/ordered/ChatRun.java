package dev.parley.fanout.ordered;

import dev.parley.fanout.delivery.Event;
import dev.parley.id.ChatId;
import dev.parley.id.WebhookId;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The next few events of one chat for one ordered endpoint, leased together and delivered one after the other. */
final class ChatRun {
    /** A crash repeats at most this many; other chats get their turn after as many. */
    static final int MOST_EVENTS = 20;

    private final WebhookId endpoint;
    private final ChatId chat;
    private final long wakes;
    private final Deque<Numbered> events = new ArrayDeque<>();
    private final long since = System.nanoTime();
    private long lastSequence;
    private int attempt;
    private boolean mayHaveMore;

    ChatRun(WebhookId endpoint, ChatId chat, long lastSequence, int attempt, long wakes) {
        this.endpoint = endpoint;
        this.chat = chat;
        this.lastSequence = lastSequence;
        this.attempt = attempt;
        this.wakes = wakes;
    }

    record Numbered(long sequence, @Nullable String groupId, Event event) {}

    /**
     * What the cursor's row is to hold.
     *
     * @param attempt the one that comes next, of the event after the last
     * @param dueMillis from now until the next run; null to sleep until woken
     */
    record Outcome(
            WebhookId endpoint,
            ChatId chat,
            long lastSequence,
            int attempt,
            @Nullable Long dueMillis,
            long wakes) {}

    void add(@Nullable Numbered next) {
        if (next != null) {
            events.add(next);
            mayHaveMore = events.size() == MOST_EVENTS;
        }
    }

    WebhookId endpoint() {
        return endpoint;
    }

    int attempt() {
        return attempt;
    }

    @Nullable
    Numbered head() {
        return events.peek();
    }

    long ageNanos() {
        return System.nanoTime() - since;
    }

    /** The head is done, one way or the other. */
    void advance() {
        lastSequence = events.remove().sequence();
        attempt = 1;
    }

    /** Every event of the run is done. */
    Outcome finished() {
        return outcome(attempt, mayHaveMore ? 0L : null);
    }

    /** The head failed; it and everything after it wait. */
    Outcome heldFor(long millis) {
        return outcome(attempt + 1, millis);
    }

    /** The run stops early, the rest may follow at once. */
    Outcome givenBack() {
        return outcome(attempt, 0L);
    }

    private Outcome outcome(int nextAttempt, @Nullable Long dueMillis) {
        return new Outcome(endpoint, chat, lastSequence, nextAttempt, dueMillis, wakes);
    }
}
