package dev.parley.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.inbound.InboundEvent;
import dev.parley.json.Json;
import dev.parley.platform.UnreadableItemException;
import dev.parley.profile.Profile;
import dev.parley.topic.InboundRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads updates. Every kind that is not named here is ignored; Telegram promises one per update, and several are read
 * all the same.
 *
 * <pre>
 *   update ─┬─ message ──────────► MessageUpdate ─────► MessageArrived
 *           ├─ edited_message ───► MessageUpdate ─────► MessageEdited
 *           ├─ callback_query ───► TapUpdate ─────────► MessageArrived + ack, or the ack alone
 *           └─ my_chat_member ───► MembershipUpdate ──► ReachabilityChanged
 * </pre>
 */
final class UpdateReader {
    static final List<String> KINDS = List.of("message", "edited_message", "callback_query", "my_chat_member");

    private UpdateReader() {}

    static List<InboundEvent> read(Profile profile, InboundRecord item) {
        JsonNode update = Json.parse(item.item().getBytes(StandardCharsets.UTF_8))
                .filter(JsonNode::isObject)
                .orElseThrow(() -> new UnreadableItemException("not a JSON object"));
        List<InboundEvent> events = new ArrayList<>();
        if (update.hasNonNull("message")) {
            MessageUpdate.arrived(profile, update.get("message"), item.receivedAt())
                    .ifPresent(events::add);
        }
        if (update.hasNonNull("edited_message")) {
            MessageUpdate.edited(profile, update.get("edited_message"), update.path("update_id"), item.receivedAt())
                    .ifPresent(events::add);
        }
        if (update.hasNonNull("callback_query")) {
            events.add(TapUpdate.read(profile, update.get("callback_query"), item.receivedAt()));
        }
        if (update.hasNonNull("my_chat_member")) {
            MembershipUpdate.read(update.get("my_chat_member"), item.receivedAt())
                    .ifPresent(events::add);
        }
        return List.copyOf(events);
    }

    /** An id without which the item means nothing. */
    static String required(JsonNode id, String what) {
        String text = Ids.of(id);
        if (text == null) {
            throw new UnreadableItemException(what + " is missing");
        }
        return text;
    }
}
