package dev.parley.platform.messenger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.inbound.InboundEvent;
import dev.parley.inbound.Participant;
import dev.parley.json.Json;
import dev.parley.platform.graph.GraphConversation;
import dev.parley.platform.graph.GraphTime;
import dev.parley.platform.graph.InboundItem;
import dev.parley.platform.graph.MessagingItem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the items of a Page's webhook mean.
 *
 * <pre>
 *   change  feed ──► comment
 *   message is_deleted ──► deleted · echo or sent by the Page ──► echo · else ──► received
 *   message_edit · reaction · postback · referral
 *   delivery, read ──► receipts up to a watermark
 *   all others (opt-ins, hand-overs, policy, payments …) ──► nothing
 * </pre>
 */
final class MessengerReader {
    private MessengerReader() {}

    static List<InboundEvent> read(InboundItem item) {
        JsonNode feed = item.change("feed");
        if (feed.isObject()) {
            return FeedComments.read(item.account(), feed, item.deliveredAt());
        }
        return item.conversation(MessengerReader::participant, true)
                .map(MessengerReader::read)
                .orElse(List.of());
    }

    private static Participant participant(String page, String id) {
        return new Participant(id, null, null, Json.object().put("page_id", page), null);
    }

    private static List<InboundEvent> read(GraphConversation conversation) {
        MessagingItem item = conversation.item();
        if (item.has("message")) {
            return List.of(conversation.message());
        }
        if (item.has("message_edit")) {
            return conversation.edited();
        }
        if (item.has("reaction")) {
            return List.of(conversation.reaction());
        }
        if (item.has("postback")) {
            return List.of(conversation.postback(payload -> payload));
        }
        if (item.has("referral")) {
            return List.of(conversation.referral());
        }
        return receipts(conversation);
    }

    private static List<InboundEvent> receipts(GraphConversation conversation) {
        MessagingItem item = conversation.item();
        boolean read = item.has("read");
        return covered(item.verb(read ? "read" : "delivery"))
                .map(covered -> List.of(conversation.receipt(read, covered)))
                .orElse(List.of());
    }

    /** A watermark covers everything sent before; some receipts only name messages, of which the last covers all. */
    private static Optional<InboundEvent.Covered> covered(JsonNode receipt) {
        Optional<Instant> watermark = GraphTime.of(receipt.path("watermark"));
        if (watermark.isPresent()) {
            return Optional.of(new InboundEvent.Covered.Until(watermark.get()));
        }
        JsonNode mids = receipt.path("mids");
        return mids.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new InboundEvent.Covered.UpTo(mids.get(mids.size() - 1).asText()));
    }
}
