package dev.parley.normalise;

import dev.parley.event.EventData;
import dev.parley.event.EventType;
import dev.parley.inbound.InboundEvent.Covered;
import dev.parley.inbound.InboundEvent.ReceiptArrived;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Receipts are watermarks: one covers every message of ours up to a moment. The watermark stays on the chat, so that
 * a message settled later is covered too.
 */
final class ReceiptReducer {
    private final Batch batch;

    ReceiptReducer(Batch batch) {
        this.batch = batch;
    }

    void arrived(ChatState chat, PlatformRules rules, ReceiptArrived receipt) {
        switch (receipt.covered()) {
            case Covered.Until until -> cover(chat, rules, receipt, until.watermark());
            case Covered.UpTo upTo -> {
                Optional<MessageState> last = chat.message(upTo.messageExternalId());
                if (last.isPresent()) {
                    cover(chat, rules, receipt, last.get().sortAt());
                } else {
                    chat.park(PendingEvent.waitingFor(upTo.messageExternalId(), receipt));
                }
            }
        }
    }

    private void cover(ChatState chat, PlatformRules rules, ReceiptArrived receipt, Instant until) {
        List<MessageState> covered = chat.messages().stream()
                .filter(message -> isCovered(message, until, receipt.read()))
                .sorted(Comparator.comparing(MessageState::sortAt))
                .toList();
        covered.forEach(message -> stamp(chat, message, receipt.read(), receipt.at()));
        if (batch.isOverfull(chat)) {
            // The rest in a transaction of its own; only then does the watermark move.
            batch.leave(chat, rules, receipt);
        } else {
            chat.cover(receipt.read(), until, receipt.at());
        }
    }

    private static boolean isCovered(MessageState message, Instant until, boolean read) {
        boolean open = read ? message.readAt() == null : message.deliveredAt() == null;
        return open
                && message.isOutbound()
                && message.isPublished()
                && !message.sortAt().isAfter(until);
    }

    /** A message has just been published that an earlier receipt covers already. */
    void catchUp(ChatState chat, MessageState message) {
        if (!message.isOutbound() || !message.isPublished()) {
            return;
        }
        Instant sent = message.sortAt();
        if (chat.read().reaches(sent) && message.readAt() == null) {
            stamp(chat, message, true, chat.read().stampFor(sent));
        } else if (chat.delivered().reaches(sent) && message.deliveredAt() == null) {
            stamp(chat, message, false, chat.delivered().stampFor(sent));
        }
    }

    /** What was read was delivered: some platforms tell only of the one. */
    private void stamp(ChatState chat, MessageState message, boolean read, Instant at) {
        if (message.deliveredAt() == null) {
            message.deliver(at);
            batch.tell(EventType.MESSAGE_DELIVERED, chat, EventData.ofMessage(message.snapshot()));
        }
        if (read) {
            message.read(at);
            batch.tell(EventType.MESSAGE_READ, chat, EventData.ofMessage(message.snapshot()));
        }
    }
}
