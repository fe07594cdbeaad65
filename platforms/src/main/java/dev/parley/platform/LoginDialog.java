package dev.parley.platform;

import dev.parley.id.ProfileId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;

/** A {@link ConnectionFlow} that sends customers to a page of the platform, and hears from them when they come back. */
public interface LoginDialog {
    /**
     * The customer came back from the page of a {@link ConnectionFlow.Visit}. Dispatch has checked {@code state} and
     * that it is used once. Validates and subscribes like {@link ConnectionFlow#connect}; with
     * {@link ConnectionFlow.Choose} nothing is subscribed yet, that is done by {@link #choose}.
     *
     * @param query what the platform sent along, {@code state} included
     */
    Uni<ConnectionFlow.Connection> comeBack(ProfileId newProfile, Map<String, String> query, Duration deadline);

    /** The customer chose one of the accounts: subscribes it. */
    Uni<ConnectionFlow.Connection> choose(ProfileId newProfile, ConnectionFlow.Connected chosen, Duration deadline);
}
