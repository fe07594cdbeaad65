package dev.parley.platform.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.id.MessageId;
import dev.parley.inbound.InboundEvent;
import dev.parley.inbound.Participant;
import dev.parley.inbound.SentBy;
import dev.parley.json.Json;
import dev.parley.platform.UnreadableItemException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One messaging item, turned into events verb by verb. Which verbs a network has, and how it says that something was
 * read, is the network's own affair.
 *
 * @param standby delivered while another app owns the conversation; told like anything else, and marked
 */
public record GraphConversation(
        MessagingItem item, Participant participant, String account, Instant at, boolean standby, ReadContext context) {
    private static final String PAYLOAD = "payload";
    private static final String REFERRAL = "referral";

    /** A {@code message}: taken back, sent by the account, or written by the participant; empty for one without content. */
    public List<InboundEvent> message() {
        JsonNode message = item.verb("message");
        if (message.path("is_deleted").asBoolean(false)) {
            return List.of(new InboundEvent.MessageDeleted(participant, mid(message), at, true));
        }
        if (item.isEcho(account)) {
            return List.of(echo());
        }
        return MessageExtras.isBare(message) && !item.has(REFERRAL) ? List.of() : List.of(received());
    }

    /** Also a tap on a quick reply, which is a message with a payload. */
    private InboundEvent received() {
        JsonNode message = item.verb("message");
        ReadMessage read = ReadMessage.of(message, context);
        ObjectNode data = read.platformData();
        if (message.path("quick_reply").isObject()) {
            data.put("kind", "quick_reply");
            data.put(PAYLOAD, textOf(message.path("quick_reply"), PAYLOAD));
            data.put("title", read.text());
        }
        return new InboundEvent.MessageArrived(
                participant,
                mid(message),
                at,
                read.text(),
                read.attachments(),
                read.replyTo(),
                marked(data),
                read.unsupported(),
                referralIn(message),
                List.of());
    }

    /** A message the account sent, by us or by anybody else who may speak for it. */
    private InboundEvent echo() {
        JsonNode message = item.verb("message");
        ReadMessage read = ReadMessage.of(message, context);
        String metadata = textOf(message, "metadata");
        boolean ours = metadata != null && MessageId.parse(metadata).isPresent();
        String app = textOf(message, "app_id");
        ObjectNode data = read.platformData();
        if (app != null) {
            data.put("app_id", app);
        }
        if (metadata != null && !ours) {
            data.put("metadata", metadata);
        }
        return new InboundEvent.EchoArrived(
                participant,
                mid(message),
                at,
                read.text(),
                read.attachments(),
                ours ? metadata : null,
                context.echoesNameOurs(),
                marked(data),
                read.replyTo(),
                read.unsupported(),
                ours ? SentBy.API : MetaApps.sender(app, context.ownApps()));
    }

    /** Empty for the edit number 0, which accompanies every message on Instagram and changes nothing. */
    public List<InboundEvent> edited() {
        JsonNode edit = item.verb("message_edit");
        String text = textOf(edit, "text");
        String number = textOf(edit, "num_edit");
        if (number == null ? text == null : number.matches("0+(\\.0*)?")) {
            return List.of();
        }
        String version = number == null ? "at-" + at.toEpochMilli() : number.replaceFirst("\\.0+$", "");
        return List.of(
                text == null
                        ? new InboundEvent.EditNoticed(participant, mid(edit), at, version)
                        : new InboundEvent.MessageEdited(participant, mid(edit), at, version, text, null));
    }

    public InboundEvent reaction() {
        JsonNode reaction = item.verb("reaction");
        return new InboundEvent.ReactionChanged(
                participant,
                mid(reaction),
                item.sender(),
                !reaction.path("action").asText().equals("unreact"),
                ReactionNames.nameIn(reaction),
                ReactionNames.emojiIn(reaction),
                at);
    }

    /**
     * A tap on a button, an ice breaker or a menu.
     *
     * @param original gives back the customer's payload where the platform could not carry it
     */
    public InboundEvent postback(UnaryOperator<String> original) {
        JsonNode postback = item.verb("postback");
        String title = textOf(postback, "title");
        String payload = textOf(postback, PAYLOAD);
        ObjectNode data = Json.object().put("kind", "postback");
        data.put(PAYLOAD, payload == null ? null : original.apply(payload));
        data.put("title", title);
        MessageExtras.copy(postback, data);
        String mid = textOf(postback, "mid");
        return new InboundEvent.MessageArrived(
                participant,
                mid == null ? madeUpId(postback) : mid,
                at,
                title,
                List.of(),
                null,
                marked(data),
                false,
                referralIn(postback),
                List.of());
    }

    public InboundEvent referral() {
        return new InboundEvent.ReferralArrived(participant, shape(item.verb(REFERRAL)), at);
    }

    /** @param covered what the receipt covers, read by the network itself */
    public InboundEvent receipt(boolean read, InboundEvent.Covered covered) {
        return new InboundEvent.ReceiptArrived(participant, read, covered, at);
    }

    /** Everything until a receipt's watermark; one that cannot be true is the receipt's own time. Empty without one. */
    public Optional<InboundEvent.Covered> until(JsonNode receipt) {
        JsonNode watermark = receipt.path("watermark");
        return watermark.asText("").isEmpty() || watermark.asText().equals("0")
                ? Optional.empty()
                : Optional.of(
                        new InboundEvent.Covered.Until(GraphTime.of(watermark).orElse(at)));
    }

    /** A member's text; null when it is absent or empty. */
    public static @Nullable String textOf(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isValueNode() && !value.isNull() && !value.asText().isEmpty() ? value.asText() : null;
    }

    private static String mid(JsonNode verb) {
        String mid = textOf(verb, "mid");
        if (mid == null) {
            throw new UnreadableItemException("no mid");
        }
        return mid;
    }

    /** Some taps have no id of their own; the same tap delivered again must get the same one. */
    private String madeUpId(JsonNode postback) {
        byte[] said = (participant.externalId() + postback).getBytes(StandardCharsets.UTF_8);
        return "tap-" + at.toEpochMilli() + "-" + UUID.nameUUIDFromBytes(said);
    }

    /** Inside what happened, or beside it. */
    private @Nullable JsonNode referralIn(JsonNode verb) {
        JsonNode referral = verb.path(REFERRAL).isObject() ? verb.path(REFERRAL) : item.verb(REFERRAL);
        return referral.isObject() ? shape(referral) : null;
    }

    private static JsonNode shape(JsonNode referral) {
        ObjectNode shape = Json.object()
                .put("ref", textOf(referral, "ref"))
                .put("source", textOf(referral, "source"))
                .put("type", textOf(referral, "type"));
        for (Map.Entry<String, JsonNode> member : referral.properties()) {
            if (member.getKey().equals("ad_id")) {
                shape.put("ad_id", textOf(referral, "ad_id"));
            } else if (!shape.has(member.getKey()) && !member.getValue().isNull()) {
                shape.set(member.getKey(), member.getValue());
            }
        }
        return shape;
    }

    private @Nullable JsonNode marked(ObjectNode data) {
        if (standby) {
            data.put("standby", true);
        }
        return data.isEmpty() ? null : data;
    }
}
