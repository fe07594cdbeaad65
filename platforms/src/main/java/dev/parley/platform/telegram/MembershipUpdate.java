package dev.parley.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.inbound.InboundEvent;
import java.time.Instant;
import java.util.Optional;

/** {@code my_chat_member}: in a private chat it comes when the participant blocks or unblocks the bot. */
final class MembershipUpdate {
    private MembershipUpdate() {}

    static Optional<InboundEvent> read(JsonNode change, Instant receivedAt) {
        JsonNode chat = change.path("chat");
        String chatId = UpdateReader.required(chat.path("id"), "chat.id");
        People people = new People(chatId, chat, change.path("from"));
        String status = change.path("new_chat_member").path("status").asText("");
        if (!people.isPrivate() || !(status.equals("kicked") || status.equals("member"))) {
            return Optional.empty();
        }
        Instant told = Ids.second(change.path("date"));
        return Optional.of(new InboundEvent.ReachabilityChanged(
                people.participant(), status.equals("member"), told == null ? receivedAt : told));
    }
}
