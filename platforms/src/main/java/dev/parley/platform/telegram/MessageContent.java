package dev.parley.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.inbound.InboundAttachment;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a message says.
 *
 * <pre>
 *   text, caption, the words of a rich message ──► body
 *   files ───────────────────────────────────────► attachments
 *   everything else ─────────────────────────────► platform_data, unchanged
 *   nothing of it all ───────────────────────────► no message
 * </pre>
 *
 * @param platformData null when the message carries nothing else
 * @param unsupported whether nothing of what was sent is in the other three
 */
record MessageContent(
        @Nullable String body,
        List<InboundAttachment> attachments,
        @Nullable JsonNode platformData,
        boolean unsupported) {

    /** Empty for a service message, and for an update without any content. */
    static Optional<MessageContent> of(JsonNode message) {
        String body = body(message);
        List<InboundAttachment> attachments = Attachments.of(message);
        boolean shown = body != null || !attachments.isEmpty();
        if (!shown && (MessageFields.isService(message) || !MessageFields.hasContent(message))) {
            return Optional.empty();
        }
        ObjectNode data = CarriedData.of(message);
        return Optional.of(new MessageContent(
                body, attachments, data.isEmpty() ? null : data, !shown && !MessageFields.isRepresented(message)));
    }

    private static @Nullable String body(JsonNode message) {
        for (String member : List.of("text", "caption")) {
            String words = Ids.text(message.path(member));
            if (words != null && !words.isEmpty()) {
                return words;
            }
        }
        return RichText.ofMessage(message.path("rich_message"));
    }
}
