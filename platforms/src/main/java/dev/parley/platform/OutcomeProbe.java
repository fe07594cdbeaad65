package dev.parley.platform;

import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Can be asked whether an unanswered send went through. */
public interface OutcomeProbe {
    /** How long after the call the platform may still be settling; asking earlier proves nothing. */
    Duration settlingTime();

    /** Called after the settling time. Must not send. Fails never: when it cannot tell, it says so. */
    Uni<Found> probe(Profile profile, OutboundMessage message, LostCall call);

    /**
     * The call whose outcome is asked for.
     *
     * @param at when it began, on our clock
     * @param known what is known of the conversation's messages
     */
    record LostCall(Instant at, KnownMessages known) {}

    /** Tells messages that are known already from the one that is looked for. */
    @FunctionalInterface
    interface KnownMessages {
        /** Those of the platform's ids that belong to other messages of the chat, and so prove nothing. */
        Uni<Set<String>> among(Collection<String> externalIds);
    }

    /** What the platform knows. */
    sealed interface Found {
        /** @param conversationId the platform's id of the conversation, when the look-up taught it */
        record There(
                String externalId, Instant at, @Nullable String conversationId) implements Found {
            public There(String externalId, Instant at) {
                this(externalId, at, null);
            }
        }

        /** Certainly not there, from a look-up that would show it. */
        record NotThere() implements Found {}

        /** The platform cannot tell now; ask again, or give up at the end of the schedule. */
        record CannotTell(String reason) implements Found {}
    }
}
