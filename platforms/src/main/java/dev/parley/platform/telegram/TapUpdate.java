package dev.parley.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.inbound.InboundEvent;
import dev.parley.inbound.PlatformJob;
import dev.parley.json.Json;
import dev.parley.profile.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code callback_query}: a tapped button. It becomes a message whose id is the query's, and is acknowledged whatever
 * it hangs below. Below a message sent in inline mode, or in a group, there is no chat of ours: only the ack is left; so
 * it is of a tap that says nothing.
 */
final class TapUpdate {
    static final String QUERY_ID = "callback_query_id";

    /** Telegram forgets the query after this. */
    private static final Duration LIFETIME = Duration.ofSeconds(150);

    private TapUpdate() {}

    static InboundEvent read(Profile profile, JsonNode query, Instant receivedAt) {
        String id = UpdateReader.required(query.path("id"), "callback_query.id");
        PlatformJob ack = acknowledgement(profile, id, receivedAt);
        JsonNode below = query.path("message");
        String chatId = Ids.of(below.path("chat").path("id"));
        if (chatId == null) {
            return new InboundEvent.WorkArose(ack);
        }
        People people = new People(chatId, below.path("chat"), query.path("from"));
        boolean says = !query.path("data").asText("").isEmpty() || query.hasNonNull("game_short_name");
        if (!says || !people.isTheParticipants() || MessageUpdate.isOfBusiness(below)) {
            return new InboundEvent.WorkArose(ack);
        }
        return new InboundEvent.MessageArrived(
                people.participant(),
                id,
                receivedAt,
                Ids.text(query.path("data")),
                List.of(),
                Ids.of(below.path("message_id")),
                platformData(id, query),
                false,
                null,
                List.of(ack));
    }

    private static PlatformJob acknowledgement(Profile profile, String queryId, Instant receivedAt) {
        return new PlatformJob(
                PlatformJob.Kind.ACKNOWLEDGE,
                Json.object().put(QUERY_ID, queryId),
                "ack:" + profile.id() + ":" + queryId,
                receivedAt.plus(LIFETIME));
    }

    private static JsonNode platformData(String id, JsonNode query) {
        ObjectNode data = Json.object().put("kind", "callback_query").put(QUERY_ID, id);
        for (String name : List.of("data", "game_short_name")) {
            if (query.hasNonNull(name)) {
                data.set(name, query.get(name));
            }
        }
        String title = title(query);
        return title == null ? data : data.put("title", title);
    }

    /** What the tapped button says, where the message still shows it: in its keyboard, or within a rich message. */
    private static @Nullable String title(JsonNode query) {
        JsonNode tapped = query.path("data");
        for (JsonNode button : query.path("message").findParents("callback_data")) {
            if (tapped.isTextual() && button.path("callback_data").equals(tapped)) {
                String title = RichText.of(button.path("text"));
                return title.isEmpty() ? null : title;
            }
        }
        return null;
    }
}
