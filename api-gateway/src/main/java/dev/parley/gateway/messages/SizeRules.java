package dev.parley.gateway.messages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.gateway.error.ApiException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a send may carry besides its text, far above what any network takes: each event of a message tells all of it, and
 * an event has to fit into a record.
 */
final class SizeRules {
    private static final int MOST_BYTES = 65_536;
    private static final int MOST_LEVELS = 20;
    private static final int LONGEST_REFERENCE = 1_000;

    private SizeRules() {}

    /** @throws ApiException 422 */
    static void check(SendRequest request) {
        check("reply_markup", request.replyMarkup());
        check("quick_replies", request.quickReplies());
        check("buttons", request.buttons());
        check("card", request.card());
        reference("reply_to_external_id", request.replyToExternalId());
    }

    /** @throws ApiException 422 naming the member */
    static void check(String name, @Nullable JsonNode member) {
        if (member == null) {
            return;
        }
        if (isDeeper(member, MOST_LEVELS)) {
            throw ApiException.unprocessable(name + " is nested too deeply (maximum is " + MOST_LEVELS + " levels)");
        }
        int bytes = member.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            throw ApiException.unprocessable(
                    name + " is too long (maximum is " + MOST_BYTES + " bytes, got " + bytes + ")");
        }
    }

    private static void reference(String name, @Nullable String text) {
        if (text != null && text.length() > LONGEST_REFERENCE) {
            throw ApiException.unprocessable(
                    name + " is too long (maximum is " + LONGEST_REFERENCE + " characters, got " + text.length() + ")");
        }
    }

    private static boolean isDeeper(JsonNode node, int levels) {
        if (!node.isContainerNode()) {
            return false;
        }
        if (levels == 0) {
            return true;
        }
        for (JsonNode member : node) {
            if (isDeeper(member, levels - 1)) {
                return true;
            }
        }
        return false;
    }
}
