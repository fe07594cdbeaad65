package dev.parley.sandbox.telegram;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The private chat of one bot with one person. Guarded by its bot. */
final class TelegramChat {

    private final long userId;
    private final String participant;
    private final Pace pace = new Pace();
    private final ArrayDeque<TelegramMessage> messages = new ArrayDeque<>(2);
    private int lastMessageId;
    private boolean started;
    private boolean blocked;

    /** @param before the id after which its messages are numbered */
    TelegramChat(long userId, int before) {
        this.userId = userId;
        this.lastMessageId = before;
        this.participant = Long.toString(userId);
    }

    long userId() {
        return userId;
    }

    /** The person's id as the control API names it; one text for all of the chat's ledger entries. */
    String participant() {
        return participant;
    }

    Pace pace() {
        return pace;
    }

    /** Ids count from the same number in every chat of a bot: nobody may take them for unique beyond it. */
    int nextMessageId() {
        return ++lastMessageId;
    }

    int lastMessageId() {
        return lastMessageId;
    }

    void add(TelegramMessage message, int limit) {
        messages.addLast(message);
        if (messages.size() > limit) {
            messages.removeFirst();
        }
    }

    Optional<TelegramMessage> message(long id) {
        return messages.stream().filter(message -> message.id() == id).findFirst();
    }

    void replace(TelegramMessage changed) {
        List<TelegramMessage> kept = new ArrayList<>(messages);
        kept.replaceAll(message -> message.id() == changed.id() ? changed : message);
        messages.clear();
        messages.addAll(kept);
    }

    /** Oldest first. */
    List<TelegramMessage> messages() {
        return List.copyOf(messages);
    }

    boolean isStarted() {
        return started;
    }

    void start() {
        started = true;
    }

    boolean isBlocked() {
        return blocked;
    }

    void setBlocked(boolean blocked) {
        this.blocked = blocked;
    }
}
