package dev.parley.sandbox;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A person on a simulated platform, as the control API names them.
 *
 * @param id the platform's own id of the person, as text
 * @param name the full name, or null to keep what the platform already knows
 * @param username the handle without {@code @}, or null to keep what the platform already knows
 */
public record SandboxParticipant(
        String id, @Nullable String name, @Nullable String username) {

    /**
     * Reads {@code {"id","name"?,"username"?}}; a bare string or number is taken as the id.
     *
     * @throws ControlRefusal with status 400 when there is no id
     */
    public static SandboxParticipant from(@Nullable Object value) {
        if (value instanceof JsonObject object && object.getValue("id") != null) {
            return new SandboxParticipant(
                    String.valueOf(object.getValue("id")), object.getString("name"), object.getString("username"));
        }
        if (value instanceof String || value instanceof Number) {
            return new SandboxParticipant(value.toString(), null, null);
        }
        throw ControlRefusal.badRequest("participant.id is required");
    }

    /** The control API's shape; absent fields are left out. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject().put("id", id);
        if (name != null) {
            json.put("name", name);
        }
        if (username != null) {
            json.put("username", username);
        }
        return json;
    }
}
