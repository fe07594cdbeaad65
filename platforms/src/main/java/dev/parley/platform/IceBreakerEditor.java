package dev.parley.platform;

import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;

/** Manages the questions the platform suggests in a new conversation. */
public interface IceBreakerEditor {
    record IceBreaker(String question, String payload) {}

    /** On success the result is a list of {@code {question, payload}}. */
    Uni<ActionOutcome> iceBreakers(Profile profile, Duration deadline);

    /** Replaces all; never called with an empty list. */
    Uni<ActionOutcome> setIceBreakers(Profile profile, List<IceBreaker> iceBreakers, Duration deadline);

    Uni<ActionOutcome> removeIceBreakers(Profile profile, Duration deadline);
}
