package dev.parley.platform;

import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** Reacts to messages as the account. */
public interface Reactor {
    /** What will be stored and sent, or why not. Pure; called by the gateway before anything is sent. */
    Choice choose(@Nullable String reaction, @Nullable String emoji);

    Uni<ActionOutcome> react(Profile profile, SentMessage message, Chosen chosen);

    Uni<ActionOutcome> unreact(Profile profile, SentMessage message);

    /** The result of {@link #choose}. */
    sealed interface Choice {}

    /** @param reaction null when only an emoji without a name was given */
    record Chosen(@Nullable String reaction, @Nullable String emoji) implements Choice {}

    /** @param text the 422's text */
    record NotPossible(String text) implements Choice {}
}
