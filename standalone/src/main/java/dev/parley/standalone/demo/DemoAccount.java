package dev.parley.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.ThreadLocalRandom;

/**
 * An account that the sandbox offers, with somebody who writes to it.
 *
 * @param account the platform's own id of the account
 * @param hasComments whether people comment below its posts
 */
public record DemoAccount(String platform, String account, Participant participant, boolean hasComments) {
    private static final int CHANGED_DIGITS = 8;

    /** Somebody on the platform; {@code username} may be empty. */
    public record Participant(String id, String name, String username) {}

    /** From one entry of the sandbox's list. */
    public static DemoAccount of(JsonNode entry) {
        JsonNode person = entry.path("participant");
        return new DemoAccount(
                entry.path("platform").asText(),
                entry.path("account").asText(),
                new Participant(
                        somebodyNew(person.path("id").asText()),
                        person.path("name").asText(),
                        person.path("username").asText()),
                entry.path("comments").asBoolean());
    }

    /**
     * Like the person whose id this is, but nobody has met them yet: a restarted sandbox numbers messages of the same
     * person anew, and Parley would rightly take them for messages it has.
     */
    private static String somebodyNew(String id) {
        StringBuilder changed = new StringBuilder(id);
        for (int i = Math.max(1, id.length() - CHANGED_DIGITS); i < id.length(); i++) {
            changed.setCharAt(i, (char) ('2' + ThreadLocalRandom.current().nextInt(6)));
        }
        return changed.toString();
    }
}
