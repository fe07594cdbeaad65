package dev.parley.platform.messenger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.inbound.InboundEvent;
import dev.parley.inbound.Participant;
import dev.parley.json.Json;
import dev.parley.platform.graph.GraphConversation;
import dev.parley.platform.graph.InboundItem;
import dev.parley.platform.graph.MessagingItem;
import dev.parley.platform.graph.ReadContext;
import java.util.ArrayList;
import java.util.List;

/**
 * What the items of a Page's webhook mean.
 *
 * <pre>
 *   change  feed ──► comment
 *   message is_deleted ──► deleted · echo or sent by the Page ──► echo · else ──► received
 *   message_edit · reaction · postback · referral
 *   delivery, read ──► receipts up to a watermark, and of the messages they name
 *   all others (opt-ins, hand-overs, policy, payments …) ──► nothing
 * </pre>
 */
final class MessengerReader {
    private static final int MOST_NAMED = 50;

    private MessengerReader() {}

    static List<InboundEvent> read(InboundItem item, ReadContext context) {
        JsonNode feed = item.change("feed");
        if (feed.isObject()) {
            return FeedComments.read(item.account(), feed, item.deliveredAt());
        }
        return item.conversation(MessengerReader::participant, context)
                .map(MessengerReader::read)
                .orElse(List.of());
    }

    private static Participant participant(String page, String id) {
        return new Participant(id, null, null, Json.object().put("page_id", page), null);
    }

    private static List<InboundEvent> read(GraphConversation conversation) {
        MessagingItem item = conversation.item();
        if (item.has("message")) {
            return conversation.message();
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

    /** A watermark covers everything sent before; messages that are named are covered beside it. */
    private static List<InboundEvent> receipts(GraphConversation conversation) {
        MessagingItem item = conversation.item();
        boolean read = item.has("read");
        JsonNode receipt = item.verb(read ? "read" : "delivery");
        List<InboundEvent> receipts = new ArrayList<>();
        conversation.until(receipt).ifPresent(until -> receipts.add(conversation.receipt(read, until)));
        for (JsonNode mid : receipt.path("mids")) {
            if (receipts.size() < MOST_NAMED && !mid.asText("").isEmpty()) {
                receipts.add(conversation.receipt(read, new InboundEvent.Covered.UpTo(mid.asText())));
            }
        }
        return receipts;
    }
}
