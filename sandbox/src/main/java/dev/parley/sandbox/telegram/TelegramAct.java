package dev.parley.sandbox.telegram;

import dev.parley.sandbox.ControlRefusal;
import dev.parley.sandbox.SandboxParticipant;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Reading what acts are given. */
record TelegramAct(JsonObject json) {

    String account() {
        return text("account").orElseThrow(() -> ControlRefusal.badRequest("account is required"));
    }

    SandboxParticipant participant() {
        return SandboxParticipant.from(json.getValue("participant"));
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(json.getValue(name)).map(Object::toString);
    }

    /** {@code external_id}, or {@code message_id}, which is the same on Telegram. */
    Optional<Long> messageId() {
        return text("external_id").or(() -> text("message_id")).map(id -> {
            if (!id.matches("\\d{1,10}")) {
                throw ControlRefusal.badRequest("a Telegram message id is a number");
            }
            return Long.valueOf(id);
        });
    }

    JsonObject object(String name) {
        return json.getJsonObject(name, new JsonObject());
    }

    /** The answer of acts that cause an update: {@code update_id} is null when the bot does not want its kind. */
    static JsonObject caused(Optional<Update> update) {
        return new JsonObject().put("update_id", update.map(Update::id).orElse(null));
    }
}
