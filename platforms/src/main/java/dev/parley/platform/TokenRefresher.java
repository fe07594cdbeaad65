package dev.parley.platform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A platform whose tokens end by the calendar and can be renewed before. */
public interface TokenRefresher {
    /**
     * How long before {@code expires_at} renewing begins; tried once a day from then on until it works. A profile whose
     * token has ended without that has lost its access.
     */
    Duration refreshBefore();

    /** Renews the profile's token. Dispatch, the only caller, stores what comes back. Never fails. */
    Uni<Refreshed> refresh(Profile profile, Duration deadline);

    /** How renewing ended. */
    sealed interface Refreshed {
        /** @param credentials replace the stored ones, sealed */
        record Renewed(JsonNode credentials, @Nullable Instant expiresAt) implements Refreshed {}

        /** This profile's token does not end by the calendar. */
        record NotNeeded() implements Refreshed {}

        /** The platform does not let the account in any more. */
        record Lost(PlatformError error) implements Refreshed {}

        record TryAgain(String reason) implements Refreshed {}
    }
}
