package dev.parley.gateway.messages;

import dev.parley.gateway.media.OutboundMedia;
import dev.parley.id.MessageId;
import dev.parley.inbound.SentBy;
import dev.parley.json.Json;
import dev.parley.wire.Message;
import java.time.Instant;
import java.util.List;

/** The public shape of a send at the moment it is accepted; every later shape is read from its row. */
final class PendingMessage {
    private PendingMessage() {}

    static Message of(OutboundDraft draft, MessageId id, Instant createdAt) {
        OutboundMedia media = draft.media();
        return new Message(
                id.toString(),
                draft.chat().toString(),
                null,
                "outbound",
                SentBy.API.wireName(),
                draft.body(),
                "pending",
                draft.tag(),
                draft.externalCommentId(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                draft.replyToExternalId(),
                draft.replyMarkup(),
                draft.quickReplies(),
                draft.buttons(),
                draft.card(),
                null,
                null,
                List.of(),
                media == null ? List.of() : List.of(media.asAttachment()),
                Json.array(),
                false,
                null,
                createdAt);
    }
}
