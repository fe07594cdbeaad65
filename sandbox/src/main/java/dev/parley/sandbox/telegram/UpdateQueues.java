package dev.parley.sandbox.telegram;

import dev.parley.sandbox.ControlRefusal;
import dev.parley.sandbox.Moment;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The undelivered updates of one bot: strictly ordered within a queue, up to max_connections queues at a time. Guarded
 * by its bot.
 *
 * <pre>
 *  offer ─► queue (chat, user, …) ─► ready ─► claim ─► delivered ─► next of the queue
 *                                      ▲                  │
 *                                      └─── resting ◄── failed
 * </pre>
 */
final class UpdateQueues {

    /** What {@code allowed_updates: []} leaves out. */
    private static final Set<String> ONLY_ON_REQUEST =
            Set.of("chat_member", "message_reaction", "message_reaction_count");

    private final int limit;
    private final Map<String, Queue> queues = new HashMap<>();
    private final ArrayDeque<Queue> ready = new ArrayDeque<>();
    /** Somewhere else in every life, as after a quiet week at Telegram. */
    private long lastId = Moment.random(100_000_000, 900_000_000);

    private int pending;
    private int underWay;
    private boolean held;
    private @Nullable Webhook webhook;
    private List<String> allowed = List.of();
    private @Nullable DeliveryError lastError;

    UpdateQueues(int limit) {
        this.limit = limit;
    }

    /** Numbers and enqueues an update; empty when the bot does not want this kind. */
    Optional<Update> offer(String kind, String queue, JsonObject content, long expiresAt) {
        if (allowed.isEmpty() ? ONLY_ON_REQUEST.contains(kind) : !allowed.contains(kind)) {
            return Optional.empty();
        }
        long id = ++lastId;
        Buffer body = new JsonObject().put("update_id", id).put(kind, content).toBuffer();
        Update update = new Update(id, kind, queue, body, expiresAt);
        enqueue(update);
        return Optional.of(update);
    }

    /** Puts an update, perhaps one that was delivered before, at the end of its queue. */
    void enqueue(Update update) {
        if (pending >= limit) {
            queues.values().forEach(queue -> dropExpired(queue, Moment.millis()));
        }
        if (pending >= limit) {
            throw new ControlRefusal(503, "bot has " + pending + " undelivered updates");
        }
        pending++;
        Queue queue = queues.computeIfAbsent(update.queue(), Queue::new);
        queue.waiting.addLast(update);
        wake(queue);
    }

    /** Takes the heads of the queues that may be delivered now. */
    List<Claim> claim(long now) {
        List<Claim> claims = new ArrayList<>();
        Webhook target = webhook;
        while (target != null && !held && underWay < target.maxConnections() && !ready.isEmpty()) {
            Queue queue = ready.removeFirst();
            queue.state = State.IDLE;
            dropExpired(queue, now);
            Update head = queue.waiting.peekFirst();
            if (head == null) {
                queues.remove(queue.name);
            } else {
                queue.state = State.CALLING;
                underWay++;
                claims.add(new Claim(queue, head, target));
            }
        }
        return claims;
    }

    /** The update has arrived and need not be delivered any more. */
    void arrived(String queue, long updateId) {
        Queue known = queues.get(queue);
        Optional<Update> update = known == null
                ? Optional.empty()
                : known.waiting.stream().filter(each -> each.id() == updateId).findFirst();
        if (known != null && update.isPresent()) {
            known.waiting.removeFirstOccurrence(update.get());
            pending--;
        }
    }

    /** The delivery has ended well; the next of its queue may leave. */
    void delivered(Claim claim) {
        Queue queue = claim.queue;
        underWay--;
        queue.state = State.IDLE;
        queue.failures = 0;
        wake(queue);
    }

    /**
     * Notes a failed delivery. The queue rests until {@link #rested} with the returned claim's mark.
     *
     * @return how often the head of this queue has failed in a row
     */
    int failed(Claim claim, DeliveryError error) {
        underWay--;
        lastError = error;
        claim.queue.state = State.RESTING;
        claim.queue.rest++;
        return ++claim.queue.failures;
    }

    int restOf(Claim claim) {
        return claim.queue.rest;
    }

    /** The rest is over, unless something else woke the queue meanwhile. */
    void rested(Claim claim, int rest) {
        if (claim.queue.state == State.RESTING && claim.queue.rest == rest) {
            claim.queue.state = State.IDLE;
            wake(claim.queue);
        }
    }

    /** A new webhook starts with a clean slate: no queue rests any more. */
    void setWebhook(@Nullable Webhook webhook) {
        this.webhook = webhook;
        lastError = null;
        for (Queue queue : queues.values()) {
            if (queue.state == State.RESTING) {
                queue.state = State.IDLE;
                queue.failures = 0;
                wake(queue);
            }
        }
    }

    void dropPending() {
        pending = 0;
        queues.values().forEach(queue -> queue.waiting.clear());
    }

    /** All undelivered updates by id, for getUpdates. */
    List<Update> waiting(long now) {
        queues.values().forEach(queue -> dropExpired(queue, now));
        return queues.values().stream()
                .flatMap(queue -> queue.waiting.stream())
                .sorted((a, b) -> Long.compare(a.id(), b.id()))
                .toList();
    }

    /** Forgets the updates before the given id, as getUpdates' offset does. */
    void confirmBefore(long updateId) {
        for (Queue queue : queues.values()) {
            int before = queue.waiting.size();
            queue.waiting.removeIf(update -> update.id() < updateId);
            pending -= before - queue.waiting.size();
        }
    }

    @Nullable
    Webhook webhook() {
        return webhook;
    }

    int pending() {
        return pending;
    }

    @Nullable
    DeliveryError lastError() {
        return lastError;
    }

    List<String> allowed() {
        return allowed;
    }

    void setAllowed(List<String> allowed) {
        this.allowed = allowed;
    }

    void setHeld(boolean held) {
        this.held = held;
    }

    private void wake(Queue queue) {
        if (queue.state == State.IDLE) {
            queue.state = State.READY;
            ready.addLast(queue);
        }
    }

    private void dropExpired(Queue queue, long now) {
        while (!queue.waiting.isEmpty() && queue.waiting.getFirst().expiresAt() <= now) {
            queue.waiting.removeFirst();
            queue.failures = 0;
            pending--;
        }
    }

    /** The last thing that went wrong, as getWebhookInfo shows it; {@code date} in Unix seconds. */
    record DeliveryError(long date, String message) {}

    /** The head of a queue on its way to the webhook that was set when it left. */
    record Claim(Queue queue, Update update, Webhook webhook) {}

    private enum State {
        IDLE,
        READY,
        CALLING,
        RESTING
    }

    /** Updates whose order matters. */
    static final class Queue {

        private final String name;
        private final ArrayDeque<Update> waiting = new ArrayDeque<>(2);
        private State state = State.IDLE;
        private int failures;
        private int rest;

        Queue(String name) {
            this.name = name;
        }
    }
}
