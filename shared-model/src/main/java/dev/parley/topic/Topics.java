package dev.parley.topic;

import java.util.List;

/**
 * The topics. Plain strings and nothing else, because the launcher creates them without Quarkus on its class path.
 * docs/events.md says who writes and reads each.
 */
public final class Topics {
    private static final String SUFFIX = ".dlq";

    /** Sends to perform; key: chat id. */
    public static final String OUTBOUND = "parley.outbound";
    /** What platforms delivered, in their own bytes; key: platform:account:participant. */
    public static final String INBOUND = "parley.inbound";
    /** State changes to tell subscribers; key: chat id, or profile id where there is no chat. */
    public static final String EVENTS = "parley.events";

    public static final List<String> ALL =
            List.of(OUTBOUND, INBOUND, EVENTS, deadLetters(OUTBOUND), deadLetters(INBOUND), deadLetters(EVENTS));

    /** The largest record that the topics take, in bytes: what a platform delivers in one piece, and what is around it. */
    public static final int LARGEST_RECORD = 10 * 1024 * 1024;
    /** The same for dead letters, which hold a record and why it is there. */
    public static final int LARGEST_LETTER = 11 * 1024 * 1024;

    private Topics() {}

    /** The largest record that this topic takes, in bytes. */
    public static int largestRecord(String topic) {
        return topic.endsWith(SUFFIX) ? LARGEST_LETTER : LARGEST_RECORD;
    }

    /**
     * Whether a record of this topic stands nowhere else when it is acknowledged, so that it must be on disk by then. A send
     * or an event stands in the database; an item of a platform does not, and a dead letter may hold one.
     */
    public static boolean isOnlyPlace(String topic) {
        return topic.equals(INBOUND) || topic.endsWith(SUFFIX);
    }

    /** Where records of a topic go that cannot be read or handled. */
    public static String deadLetters(String topic) {
        return topic + SUFFIX;
    }
}
