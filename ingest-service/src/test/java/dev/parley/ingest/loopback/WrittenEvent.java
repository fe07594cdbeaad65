package dev.parley.ingest.loopback;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.inbound.InboundEvent;
import dev.parley.json.Json;
import dev.parley.platform.UnreadableItemException;
import java.util.List;

/** An inbound event as the loopback platform delivers it: {@code {"type": "MessageArrived", "event": {…}}}. */
public final class WrittenEvent {
    private static final ObjectMapper MAPPER =
            Json.MAPPER.copy().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
    private static final List<Class<? extends InboundEvent>> TYPES = List.of(
            InboundEvent.MessageArrived.class,
            InboundEvent.EchoArrived.class,
            InboundEvent.MessageEdited.class,
            InboundEvent.MessageDeleted.class,
            InboundEvent.ReactionChanged.class,
            InboundEvent.ReferralArrived.class,
            InboundEvent.CommentArrived.class);

    private WrittenEvent() {}

    public static String write(InboundEvent event) {
        JsonNode written =
                Json.object().put("type", event.getClass().getSimpleName()).set("event", MAPPER.valueToTree(event));
        return written.toString();
    }

    static InboundEvent read(String item) {
        try {
            JsonNode written = MAPPER.readTree(item);
            for (Class<? extends InboundEvent> type : TYPES) {
                if (type.getSimpleName().equals(written.path("type").asText())) {
                    return MAPPER.treeToValue(written.path("event"), type);
                }
            }
            throw new UnreadableItemException("unknown type");
        } catch (JsonProcessingException malformed) {
            throw new UnreadableItemException("malformed item");
        }
    }
}
