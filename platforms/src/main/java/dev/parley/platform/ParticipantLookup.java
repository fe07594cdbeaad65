package dev.parley.platform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks who a participant is. Called at most hourly per participant, never while a message waits. */
public interface ParticipantLookup {
    /** Empty when the platform does not tell (no consent, no access): that is no error. Fails on passing faults. */
    Uni<Optional<Found>> lookUp(Profile profile, OutboundMessage.Recipient participant, Duration deadline);

    /**
     * @param username null when the platform does not tell; empty when it says that there is none
     * @param name likewise
     * @param avatar what {@link MediaSource#open} needs to fetch the avatar; null when there is none
     * @param metadata members to set in the chat's metadata; only what is known
     */
    record Found(
            @Nullable String username,
            @Nullable String name,
            @Nullable JsonNode avatar,
            JsonNode metadata) {}
}
