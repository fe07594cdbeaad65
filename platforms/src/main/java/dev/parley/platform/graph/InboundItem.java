package dev.parley.platform.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.parley.inbound.Participant;
import dev.parley.json.Json;
import dev.parley.platform.UnreadableItemException;
import dev.parley.topic.InboundRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * A recorded item with what its envelope said.
 *
 * @param field what changed, when the item is a change; otherwise empty
 * @param content the messaging item, or the change's value
 * @param deliveredAt the entry's time, for items without their own
 */
public record InboundItem(String account, String field, JsonNode content, boolean standby, Instant deliveredAt) {

    /** @throws UnreadableItemException when the item is no JSON object */
    public static InboundItem of(InboundRecord recorded) {
        JsonNode json = Json.parse(recorded.item().getBytes(StandardCharsets.UTF_8))
                .filter(JsonNode::isObject)
                .orElseThrow(() -> new UnreadableItemException("not an object"));
        GraphHooks.DeliveryContext context = GraphHooks.DeliveryContext.read(recorded.context());
        boolean change = context.kind().equals("changes");
        String field = change ? json.path("field").asText("") : "";
        return new InboundItem(
                recorded.account(),
                field,
                change ? json.path("value") : json,
                context.kind().equals("standby") || field.equals("standby"),
                GraphTime.of(context.time()).orElse(recorded.receivedAt()));
    }

    /** The conversation it belongs to; empty when it is about none, or about the account talking to itself. */
    public Optional<GraphConversation> conversation(ParticipantMaker maker, ReadContext context) {
        MessagingItem item = new MessagingItem(content);
        if (!item.isMessaging() || item.isSelf()) {
            return Optional.empty();
        }
        return item.participant(account)
                .map(id ->
                        new GraphConversation(item, maker.participant(account, id), account, at(), standby, context));
    }

    /** A comment or post, when the change is of this field; otherwise missing. */
    public JsonNode change(String wanted) {
        return field.equals(wanted) && content.isObject() ? content : MissingNode.getInstance();
    }

    private Instant at() {
        return GraphTime.of(content.path("timestamp")).orElse(deliveredAt);
    }

    /** How a network describes a participant. */
    @FunctionalInterface
    public interface ParticipantMaker {
        Participant participant(String account, String id);
    }
}
