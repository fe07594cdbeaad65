package dev.parley.inbound;

import java.util.Locale;

/** Who wrote an outbound message. */
public enum SentBy {
    /** A program that sends as the connected app does; every send of Parley's own. */
    API,
    /** A person in the network's own app. */
    APP,
    /** Another program that speaks for the account. */
    AUTOMATION;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
