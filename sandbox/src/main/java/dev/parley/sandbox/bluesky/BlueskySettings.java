package dev.parley.sandbox.bluesky;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The simulated PDS and chat service. */
@ConfigMapping(prefix = "parley.sandbox.bluesky")
interface BlueskySettings {
    /** A file to which every performed call is appended with its answer, to be held against the published lexicons. */
    Optional<String> exchanges();
}
