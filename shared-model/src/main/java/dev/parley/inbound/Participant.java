package dev.parley.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end, as far as the delivery says.
 *
 * @param externalId the participant's id on the platform; never parsed outside the platform's package
 * @param username null when the delivery does not say; never clears what is known
 * @param metadata members to set in the chat's metadata, e.g. {@code language_code}; null for none
 * @param conversationId the platform's conversation id, where the delivery carries one
 */
public record Participant(
        String externalId,
        @Nullable String username,
        @Nullable String name,
        @Nullable JsonNode metadata,
        @Nullable String conversationId) {
    public static Participant of(String externalId) {
        return new Participant(externalId, null, null, null, null);
    }
}
