package dev.parley.platform;

import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** A platform that can be asked whether it still delivers to us, and be told to. */
public interface SubscriptionCheck {
    /**
     * Restores what {@link ConnectionFlow#connect} set up where it was lost, and counts delivery errors that the
     * platform reports. Called by dispatch for {@code CHECK_SUBSCRIPTION} jobs: every now and then per active profile,
     * and after an account was found to be connected already.
     */
    Uni<ActionOutcome> checkSubscription(Profile profile, Duration deadline);
}
