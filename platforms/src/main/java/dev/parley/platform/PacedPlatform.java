package dev.parley.platform;

import dev.parley.profile.Profile;
import java.time.Duration;

/** A platform that says, with every answer, how much of its allowance is used up. */
public interface PacedPlatform {
    /**
     * How long the profile should make no call, as of the last answer it got in this process; zero for no pause.
     * Dispatch asks after each send and moves the profile's budget by it. Costs nothing.
     */
    Duration pause(Profile profile);
}
