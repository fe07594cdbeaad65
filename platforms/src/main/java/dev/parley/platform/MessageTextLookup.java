package dev.parley.platform;

import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/** Asks what a message says, where a notice of its edit does not tell. Called by dispatch. */
public interface MessageTextLookup {
    /** The text as it is now; empty when the platform does not show the message. Fails on passing faults. */
    Uni<Optional<String>> textOf(Profile profile, String messageExternalId, Duration deadline);
}
