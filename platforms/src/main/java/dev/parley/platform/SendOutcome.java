package dev.parley.platform;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How an attempt to send ended. Dispatch acts on these alone and never asks which platform it was. */
public sealed interface SendOutcome {
    /**
     * The platform has it.
     *
     * @param externalId the platform's id of the message
     * @param conversationId the platform's id of the conversation, when the answer taught it
     * @param participantId the participant's real id, when the answer taught it (private replies)
     */
    record Sent(
            String externalId,
            Instant at,
            @Nullable String conversationId,
            @Nullable String participantId) implements SendOutcome {
        public static Sent of(String externalId, Instant at) {
            return new Sent(externalId, at, null, null);
        }
    }

    /**
     * Certainly not sent, and worth another try.
     *
     * @param after how long the platform asks to wait; null leaves it to the schedule
     * @param scope whom the wait concerns
     */
    record RetryLater(@Nullable Duration after, Scope scope, PlatformError error) implements SendOutcome {}

    /** Certainly not sent, and never will be. */
    record Rejected(PlatformError error) implements SendOutcome {}

    /** Certainly not sent, because the platform does not let the account in any more. */
    record Disconnected(PlatformError error) implements SendOutcome {}

    /** Perhaps sent. */
    record Unknown(PlatformError error) implements SendOutcome {}

    /** Whom a wait concerns. */
    enum Scope {
        CHAT,
        PROFILE
    }
}
