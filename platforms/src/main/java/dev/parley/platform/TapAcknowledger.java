package dev.parley.platform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Answers button taps, which the platform wants soon. */
public interface TapAcknowledger {
    /** @param payload as the package put it into the {@code ACKNOWLEDGE} job. Too late is no failure. */
    Uni<ActionOutcome> acknowledge(Profile profile, JsonNode payload, Duration deadline);
}
