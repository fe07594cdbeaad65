package dev.parley.platform.instagram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.inbound.InboundEvent;
import dev.parley.inbound.Participant;
import dev.parley.platform.graph.GraphConversation;
import dev.parley.platform.graph.InboundItem;
import dev.parley.platform.graph.MessagingItem;
import dev.parley.platform.graph.ReadContext;
import java.util.List;
import java.util.Optional;

/**
 * What the items of an Instagram account's webhook mean.
 *
 * <pre>
 *   change  comments, live_comments ──► comment
 *   change  with a sender ──► like the item it wraps
 *   message is_deleted ──► deleted · echo or sent by the account ──► echo · else ──► received
 *   message_edit (not number 0) · reaction · postback · referral
 *   read ──► receipt up to a message; there is no delivery receipt
 *   all others ──► nothing
 * </pre>
 */
final class InstagramReader {
    private InstagramReader() {}

    static List<InboundEvent> read(InboundItem item, ReadContext context) {
        for (String field : List.of("comments", "live_comments")) {
            JsonNode comment = item.change(field);
            if (comment.isObject()) {
                return List.of(AccountComments.read(item.account(), comment, field, item.deliveredAt()));
            }
        }
        return item.conversation((account, id) -> Participant.of(id), context)
                .map(InstagramReader::read)
                .orElse(List.of());
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
            return List.of(conversation.postback(IceBreakerPayloads::original));
        }
        if (item.has("referral")) {
            return List.of(conversation.referral());
        }
        return covered(conversation, item.verb("read"))
                .map(covered -> List.of(conversation.receipt(true, covered)))
                .orElse(List.of());
    }

    private static Optional<InboundEvent.Covered> covered(GraphConversation conversation, JsonNode read) {
        String mid = GraphConversation.textOf(read, "mid");
        if (mid != null) {
            return Optional.of(new InboundEvent.Covered.UpTo(mid));
        }
        return conversation.until(read);
    }
}
