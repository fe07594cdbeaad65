package dev.parley.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.event.EventData;
import dev.parley.event.EventType;
import dev.parley.inbound.InboundEvent.MessageArrived;
import dev.parley.json.Json;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** What concerns the chat as a whole. */
final class ChatReducer {
    private final Batch batch;

    ChatReducer(Batch batch) {
        this.batch = batch;
    }

    /** A referral inside a first message or a tap is told before the message. */
    void referralOf(ChatState chat, MessageArrived arrived) {
        JsonNode referral = arrived.referral();
        if (referral != null) {
            referred(chat, referral, arrived.at());
        }
    }

    /** The latest wins, unless it names no campaign and an earlier one does; it opens the window but is no message. */
    void referred(ChatState chat, JsonNode referral, Instant at) {
        String received = DateTimeFormatter.ISO_INSTANT.format(at.truncatedTo(ChronoUnit.SECONDS));
        ObjectNode kept = Json.object();
        for (String member : new String[] {"ref", "source", "type", "ad_id", "ads_context_data", "referer_uri"}) {
            if (referral.hasNonNull(member)) {
                kept.set(member, referral.get(member));
            }
        }
        kept.put("received_at", received);
        if (kept.has("ref") || !chat.knowsCampaign()) {
            chat.remember("referral", kept);
        }
        chat.remember("last_referral_at", Json.MAPPER.getNodeFactory().textNode(received));
        chat.openWindow(at);
        batch.tell(EventType.REFERRAL_RECEIVED, chat, EventData.ofReferral(chat.snapshot(), kept));
    }
}
