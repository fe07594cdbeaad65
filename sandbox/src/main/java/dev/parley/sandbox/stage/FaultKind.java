package dev.parley.sandbox.stage;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The ways a call can go wrong on command. */
public enum FaultKind {
    /** Waits {@code millis}, then performs and answers. */
    DELAY,
    /** Performs, waits {@code millis}, then closes the connection without answering. */
    DROP_ANSWER,
    /** Performs, then answers with a server error. */
    ERROR_AFTER_SEND,
    /** Answers 429 with {@code retry_after} seconds; not performed. */
    RATE_LIMIT,
    /** Closes the connection; not performed. */
    RESET,
    /** Performs, then answers byte by byte, {@code millis} apart. */
    TRICKLE,
    /** Answers as for a revoked token; not performed. */
    TOKEN_REVOKED,
    /** Answers with a server error; not performed. */
    SERVER_ERROR,
    /** Performs, and answers only after the deliveries this caused have arrived, and {@code millis} later. */
    ECHO_FIRST;

    @JsonCreator
    public static FaultKind from(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
