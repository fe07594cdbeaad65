package dev.parley.platform.bluesky;

import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Where sessions are kept between calls, restarts and services. */
interface SessionStore {
    /** As this process last saw it; empty after a disconnect. */
    Optional<Session> of(Profile profile);

    /** As it is now: another service may have renewed it a moment ago. */
    Uni<Optional<Session>> fresh(Profile profile);

    /** Keeps a renewed session unless somebody else kept theirs meanwhile; both work. */
    Uni<Void> keep(Profile profile, Session renewed);
}
