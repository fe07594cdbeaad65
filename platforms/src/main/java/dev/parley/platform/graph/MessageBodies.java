package dev.parley.platform.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.json.Json;
import dev.parley.platform.OutboundAttachment;
import dev.parley.platform.OutboundMessage;

/** The bodies of calls to {@code me/messages}. */
public final class MessageBodies {
    private MessageBodies() {}

    /** What the recipient will see, whole but for an attachment; carries our id, which the echo brings back. */
    public static ObjectNode message(OutboundMessage message) {
        ObjectNode content = Json.object();
        JsonNode buttons = message.buttons();
        if (buttons != null) {
            content.set("attachment", template(message, buttons));
        } else if (message.body() != null) {
            content.put("text", message.body());
        }
        JsonNode quickReplies = message.quickReplies();
        if (quickReplies != null) {
            content.set("quick_replies", quickReplies);
        }
        return content.put("metadata", message.id().toString());
    }

    /** The whole call. A private reply names the comment instead of a person, and is outside the window's rules. */
    public static ObjectNode call(OutboundMessage message, ObjectNode content, boolean typed) {
        ObjectNode call = Json.object();
        if (message.commentExternalId() != null) {
            call.putObject("recipient").put("comment_id", message.commentExternalId());
        } else {
            call.putObject("recipient").put("id", message.recipient().participantId());
            if (message.tag() != null) {
                call.put("messaging_type", "MESSAGE_TAG").put("tag", message.tag());
            } else if (typed) {
                call.put("messaging_type", "RESPONSE");
            }
        }
        call.set("message", content);
        return call;
    }

    public static ObjectNode action(String participant, String action) {
        ObjectNode call = Json.object().put("sender_action", action);
        call.putObject("recipient").put("id", participant);
        return call;
    }

    /** Something Meta fetches by itself. */
    public static ObjectNode attachmentByUrl(OutboundAttachment attachment) {
        ObjectNode node = Json.object().put("type", typeOf(attachment));
        node.putObject("payload").put("url", attachment.publicUrl());
        return node;
    }

    /** Something that was uploaded before. */
    public static ObjectNode attachmentById(OutboundAttachment attachment, String attachmentId) {
        ObjectNode node = Json.object().put("type", typeOf(attachment));
        node.putObject("payload").put("attachment_id", attachmentId);
        return node;
    }

    static String typeOf(OutboundAttachment attachment) {
        return attachment.type().equals("sticker") ? "image" : attachment.type();
    }

    /** Buttons are a generic template whose title is the text; a card is the same with a picture. */
    private static ObjectNode template(OutboundMessage message, JsonNode buttons) {
        ObjectNode template = Json.object().put("type", "template");
        ObjectNode payload = template.putObject("payload").put("template_type", "generic");
        ArrayNode elements = payload.putArray("elements");
        ObjectNode element = elements.addObject().put("title", message.body());
        JsonNode card = message.card();
        if (card != null) {
            for (String member : new String[] {"subtitle", "image_url", "default_action"}) {
                if (card.hasNonNull(member)) {
                    element.set(member, card.get(member));
                }
            }
        }
        element.set("buttons", buttons);
        return template;
    }
}
