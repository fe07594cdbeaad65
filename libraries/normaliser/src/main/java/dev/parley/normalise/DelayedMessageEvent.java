package dev.parley.normalise;

import dev.parley.event.EventData;
import dev.parley.event.EventType;

/** Tells of a message that was still waiting for its media, because what comes next must not be heard before it. */
final class DelayedMessageEvent {
    private final Batch batch;

    DelayedMessageEvent(Batch batch) {
        this.batch = batch;
    }

    void first(ChatState chat, MessageState message) {
        if (message.announceAt() != null) {
            message.announced();
            batch.tell(EventType.MESSAGE_RECEIVED, chat, EventData.ofMessage(message.snapshot()));
        }
    }
}
