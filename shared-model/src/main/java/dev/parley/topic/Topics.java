package dev.parley.topic;

import java.util.List;

/**
 * The topics. Plain strings and nothing else, because the launcher creates them without Quarkus on its class path.
 * docs/events.md says who writes and reads each.
 */
public final class Topics {
    /** Sends to perform; key: chat id. */
    public static final String OUTBOUND = "parley.outbound";
    /** What platforms delivered, in their own bytes; key: platform:account:participant. */
    public static final String INBOUND = "parley.inbound";
    /** State changes to tell subscribers; key: chat id, or profile id where there is no chat. */
    public static final String EVENTS = "parley.events";

    public static final List<String> ALL =
            List.of(OUTBOUND, INBOUND, EVENTS, deadLetters(OUTBOUND), deadLetters(INBOUND), deadLetters(EVENTS));

    private Topics() {}

    /** Where records of a topic go that cannot be read or handled. */
    public static String deadLetters(String topic) {
        return topic + ".dlq";
    }
}
