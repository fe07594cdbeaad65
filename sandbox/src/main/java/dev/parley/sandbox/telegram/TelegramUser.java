package dev.parley.sandbox.telegram;

import dev.parley.sandbox.SandboxParticipant;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A person on Telegram, the same for every bot. */
record TelegramUser(
        long id,
        String firstName,
        @Nullable String lastName,
        @Nullable String username,
        String languageCode) {

    static TelegramUser of(long id, SandboxParticipant participant) {
        return new TelegramUser(id, "User " + id, null, null, "en").renamed(participant);
    }

    /** What the participant says about themselves wins; what they leave out stays. */
    TelegramUser renamed(SandboxParticipant participant) {
        String handle = participant.username() == null ? username : participant.username();
        String name = participant.name();
        if (name == null || name.isBlank()) {
            return new TelegramUser(id, firstName, lastName, handle, languageCode);
        }
        int space = name.strip().indexOf(' ');
        return space < 0
                ? new TelegramUser(id, name.strip(), null, handle, languageCode)
                : new TelegramUser(
                        id, name.strip().substring(0, space), name.strip().substring(space + 1), handle, languageCode);
    }

    /** The {@code from} of an update. */
    JsonObject asSender() {
        JsonObject json = new JsonObject().put("id", id).put("is_bot", false);
        return names(json).put("language_code", languageCode);
    }

    /** The private {@code chat} with this person. */
    JsonObject asChat() {
        return names(new JsonObject().put("id", id)).put("type", "private");
    }

    private JsonObject names(JsonObject json) {
        json.put("first_name", firstName);
        if (lastName != null) {
            json.put("last_name", lastName);
        }
        if (username != null) {
            json.put("username", username);
        }
        return json;
    }
}
