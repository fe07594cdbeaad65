package dev.parley.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.json.Json;
import dev.parley.profile.Profile;
import dev.parley.wire.Chat;
import dev.parley.wire.Message;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The {@code data} of each kind of event. Consumers of every generation find theirs: the object stands under
 * {@code object} and, depending on the kind, under its own name or flat in {@code data} as well.
 */
public final class EventData {
    private EventData() {}

    /** {@code {"object": Message, "message": Message}}. */
    public static JsonNode ofMessage(Message message) {
        ObjectNode wire = Json.MAPPER.valueToTree(message);
        ObjectNode data = Json.object();
        data.set("object", wire);
        data.set("message", wire);
        return data;
    }

    /**
     * {@code {message, sender_external_id, action, reaction, emoji, occurred_at}}, under {@code object} and flat.
     *
     * @param message as it stands after the change
     * @param action {@code react} or {@code unreact}
     */
    public static JsonNode ofReaction(
            Message message,
            String senderExternalId,
            String action,
            @Nullable String reaction,
            @Nullable String emoji,
            @Nullable Instant occurredAt) {
        ObjectNode flat = Json.object();
        flat.set("message", Json.MAPPER.<JsonNode>valueToTree(message));
        flat.put("sender_external_id", senderExternalId);
        flat.put("action", action);
        flat.put("reaction", reaction);
        flat.put("emoji", emoji);
        flat.put("occurred_at", occurredAt == null ? null : DateTimeFormatter.ISO_INSTANT.format(occurredAt));
        return mirrored(flat);
    }

    /** {@code {chat, ref, source, type, received_at}}, under {@code object} and flat. */
    public static JsonNode ofReferral(Chat chat, JsonNode referral) {
        ObjectNode flat = Json.object();
        flat.set("chat", Json.MAPPER.<JsonNode>valueToTree(chat));
        for (String member : new String[] {"ref", "source", "type", "received_at"}) {
            flat.set(member, referral.get(member));
        }
        return mirrored(flat);
    }

    /**
     * {@code {id, name, platform, profile_group_id, status, uid, username}}, under {@code object} and flat.
     *
     * @param status {@code active} or {@code disconnected}
     */
    public static JsonNode ofProfile(Profile profile, String status) {
        ObjectNode flat = Json.object();
        flat.put("id", profile.id().toString());
        flat.put("name", profile.name());
        flat.put("platform", profile.platform());
        flat.put("profile_group_id", profile.group().toString());
        flat.put("status", status);
        flat.put("uid", profile.externalId());
        flat.put("username", profile.username());
        return mirrored(flat);
    }

    /** An object that stands flat in {@code data} and under {@code object}. */
    public static JsonNode mirrored(ObjectNode flat) {
        ObjectNode data = flat.deepCopy();
        data.set("object", flat);
        return data;
    }
}
