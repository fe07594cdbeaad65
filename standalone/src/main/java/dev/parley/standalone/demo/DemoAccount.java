package dev.parley.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An account that the sandbox offers, with somebody who writes to it.
 *
 * @param account the platform's own id of the account
 * @param hasComments whether people comment below its posts
 */
public record DemoAccount(String platform, String account, Participant participant, boolean hasComments) {
    /** Somebody on the platform; {@code username} may be empty. */
    public record Participant(String id, String name, String username) {}

    /** From one entry of the sandbox's list. */
    public static DemoAccount of(JsonNode entry) {
        JsonNode person = entry.path("participant");
        return new DemoAccount(
                entry.path("platform").asText(),
                entry.path("account").asText(),
                new Participant(
                        person.path("id").asText(),
                        person.path("name").asText(),
                        person.path("username").asText()),
                entry.path("comments").asBoolean());
    }
}
