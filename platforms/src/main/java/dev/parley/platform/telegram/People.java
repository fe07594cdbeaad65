package dev.parley.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.inbound.Participant;
import dev.parley.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * Who is who in an update.
 *
 * @param chatId in a private chat also the participant's id
 * @param from the sender; missing when the update has none
 */
record People(String chatId, JsonNode chat, JsonNode from) {

    /** By the type, never by the sign: a group's id can be positive. The oldest shapes have no type. */
    boolean isPrivate() {
        String type = Ids.text(chat.path("type"));
        return type == null ? chatId.equals(Ids.of(from.path("id"))) : type.equals("private");
    }

    /** A private chat, and something in it that the participant did. */
    boolean isTheParticipants() {
        String sender = Ids.of(from.path("id"));
        return isPrivate() && (sender == null || sender.equals(chatId));
    }

    boolean isSentBy(String userId) {
        return userId.equals(Ids.of(from.path("id")));
    }

    /** The sender is told completely: a username that is missing was given up. A chat may leave something out. */
    Participant participant() {
        boolean isSender = chatId.equals(Ids.of(from.path("id"))) && from.hasNonNull("first_name");
        JsonNode person = chatId.equals(Ids.of(from.path("id"))) ? from : chat;
        return new Participant(
                chatId, Ids.text(person.path("username")), nameOf(person), metadata(person, isSender), null, isSender);
    }

    static @Nullable String nameOf(JsonNode person) {
        String name = (person.path("first_name").asText("") + " "
                        + person.path("last_name").asText(""))
                .strip();
        return name.isEmpty() ? null : name;
    }

    private static @Nullable JsonNode metadata(JsonNode person, boolean complete) {
        String language = Ids.text(person.path("language_code"));
        return language == null && !complete ? null : Json.object().put("language_code", language);
    }
}
