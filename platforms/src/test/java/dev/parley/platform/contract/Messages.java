package dev.parley.platform.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.id.ChatId;
import dev.parley.id.MessageId;
import dev.parley.platform.OutboundAttachment;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.OutboundMessage.Original;
import dev.parley.platform.OutboundMessage.Recipient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Messages to send, of which a test says only what matters to it. */
public final class Messages {
    private Messages() {}

    public static OutboundMessage text(Recipient recipient, String body, Duration deadline) {
        return message(recipient, body, null, null, null, deadline);
    }

    public static OutboundMessage message(
            Recipient recipient,
            @Nullable String body,
            @Nullable OutboundAttachment attachment,
            @Nullable Original replyTo,
            @Nullable JsonNode markup,
            Duration deadline) {
        return new OutboundMessage(
                new MessageId(1),
                new ChatId(2),
                recipient,
                body,
                attachment,
                null,
                replyTo,
                markup,
                null,
                null,
                null,
                null,
                deadline);
    }
}
