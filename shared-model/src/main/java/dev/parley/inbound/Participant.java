package dev.parley.inbound;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end, as far as the delivery says.
 *
 * @param externalId the participant's id on the platform; never parsed outside the platform's package
 * @param username null when the delivery does not say; clears what is known only when {@code complete}
 * @param name likewise
 * @param metadata members to set in the chat's metadata, e.g. {@code language_code}; a null member removes it; null for
 *     none
 * @param conversationId the platform's conversation id, where the delivery carries one
 * @param complete whether the delivery says all there is to say: a username or name that is missing is one that the
 *     participant has no longer
 */
public record Participant(
        String externalId,
        @Nullable String username,
        @Nullable String name,
        @Nullable JsonNode metadata,
        @Nullable String conversationId,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean complete) {
    /** One whose missing names say nothing. */
    public Participant(
            String externalId,
            @Nullable String username,
            @Nullable String name,
            @Nullable JsonNode metadata,
            @Nullable String conversationId) {
        this(externalId, username, name, metadata, conversationId, false);
    }

    public static Participant of(String externalId) {
        return new Participant(externalId, null, null, null, null);
    }
}
