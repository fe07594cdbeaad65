package dev.parley.platform.graph;

import static dev.parley.platform.graph.GraphConversation.textOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.inbound.InboundAttachment;
import dev.parley.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code message}, whoever sent it.
 *
 * @param unsupported whether nothing of what was sent is in it
 */
record ReadMessage(
        @Nullable String text,
        List<InboundAttachment> attachments,
        @Nullable String replyTo,
        ObjectNode platformData,
        boolean unsupported) {

    static ReadMessage of(JsonNode message, ReadContext context) {
        Content content = ContentReader.read(message, context.media());
        String text = textOf(message, "text");
        boolean empty = text == null
                && content.isEmpty()
                && !message.path("quick_reply").isObject();
        List<InboundAttachment> attachments = new ArrayList<>(content.attachments());
        ObjectNode data = content.platformData();
        JsonNode replyTo = message.path("reply_to");
        if (replyTo.path("story").isObject()) {
            data.set("story_reply", story(replyTo.path("story")));
            picture(replyTo.path("story"), context, attachments);
        }
        MessageExtras.copy(message, data);
        return new ReadMessage(text, attachments, textOf(replyTo, "mid"), data, empty);
    }

    private static ObjectNode story(JsonNode story) {
        ObjectNode shown = Json.object().put("id", textOf(story, "id")).put("url", textOf(story, "url"));
        story.properties().stream()
                .filter(member -> !shown.has(member.getKey()))
                .forEach(member -> shown.set(member.getKey(), member.getValue()));
        return shown;
    }

    /** The story is gone after a day, and its picture with it. */
    private static void picture(JsonNode story, ReadContext context, List<InboundAttachment> attachments) {
        String url = textOf(story, "url");
        if (url != null && context.media().test(url)) {
            attachments.add(InboundAttachment.ofAnsweredStory(
                    textOf(story, "id"), url, Json.object().put("url", url)));
        }
    }
}
