package dev.parley.platform;

import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;

/** Can be asked whether an unanswered send went through. */
public interface OutcomeProbe {
    /** How long after the call the platform may still be settling; asking earlier proves nothing. */
    Duration settlingTime();

    /** Called after the settling time. Must not send. Fails never: when it cannot tell, it says so. */
    Uni<Found> probe(Profile profile, OutboundMessage message, Instant calledAt);

    /** What the platform knows. */
    sealed interface Found {
        record There(String externalId, Instant at) implements Found {}

        /** Certainly not there, from a look-up that would show it. */
        record NotThere() implements Found {}

        /** The platform cannot tell now; ask again, or give up at the end of the schedule. */
        record CannotTell(String reason) implements Found {}
    }
}
