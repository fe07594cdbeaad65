package dev.parley.platform.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** What a message or a tap carries beyond its words: every member that has no other place goes on unchanged. */
final class MessageExtras {
    /** Members that have a place of their own, in whatever becomes of the message. */
    private static final Set<String> PLACED = Set.of(
            "mid",
            "seq",
            "text",
            "title",
            "payload",
            "kind",
            "attachments",
            "quick_reply",
            "is_echo",
            "is_self",
            "is_deleted",
            "is_unsupported",
            "app_id",
            "metadata");

    private static final Set<String> ENVELOPE = Set.of("mid", "seq", "is_echo", "is_self", "app_id", "metadata");

    private static final Set<String> ANSWERED = Set.of("mid", "story");

    private MessageExtras() {}

    /** Whether it says nothing at all. */
    static boolean isBare(JsonNode message) {
        return message.properties().stream()
                .allMatch(member -> ENVELOPE.contains(member.getKey()) || isNothing(member.getValue()));
    }

    static void copy(JsonNode from, ObjectNode platformData) {
        for (Map.Entry<String, JsonNode> member : from.properties()) {
            boolean placed = PLACED.contains(member.getKey()) || platformData.has(member.getKey());
            if (!placed && !isNothing(member.getValue()) && !isReplyOnly(member)) {
                platformData.set(member.getKey(), member.getValue());
            }
        }
    }

    /** An answer to a message or a story is shown as such; what else it answers stays. */
    private static boolean isReplyOnly(Map.Entry<String, JsonNode> member) {
        return member.getKey().equals("reply_to")
                && member.getValue().properties().stream()
                        .allMatch(part -> ANSWERED.contains(part.getKey()) || isNothing(part.getValue()));
    }

    private static boolean isNothing(JsonNode value) {
        return value.isNull()
                || (value.isTextual() && value.asText().isEmpty())
                || (value.isContainerNode() && value.isEmpty())
                || (value.isBoolean() && !value.asBoolean());
    }
}
