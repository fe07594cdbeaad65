package dev.parley.platform;

import dev.parley.topic.InboundRecord;
import java.util.List;

/** What to do with a delivery. */
public sealed interface HookVerdict {
    /**
     * Genuine. The answer (200, empty body) waits until every record is acknowledged; an empty list is answered at
     * once.
     */
    record Accepted(List<Keyed> records) implements HookVerdict {}

    /** A record and its Kafka key, {@code platform:account:participant}. */
    record Keyed(String key, InboundRecord inbound) {}

    /** Genuine by signature, but nothing can be made of it: goes whole to the dead letters, answered 200. */
    record Unreadable(String key, String reason) implements HookVerdict {}

    /** A handshake; answered 200 with this text. */
    record Challenge(String text) implements HookVerdict {}

    /**
     * For a profile that is not known here but may have been connected a moment ago. Ingest looks again; if it stays
     * unknown the platform is asked to come again (503).
     */
    record NotKnownYet() implements HookVerdict {}

    /** Not genuine, or for a profile that does not exist. */
    record Refused(int status) implements HookVerdict {}
}
