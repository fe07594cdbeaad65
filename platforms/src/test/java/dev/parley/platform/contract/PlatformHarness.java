package dev.parley.platform.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.Platform;
import dev.parley.profile.Profile;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A platform's adapter with a server before it that does as it is told. Each test gets a fresh one. */
public interface PlatformHarness extends AutoCloseable {
    /** What {@link Situation#RATE_LIMITED} asks for, where the platform's form can say it. */
    Duration ASKED_WAIT = Duration.ofSeconds(7);

    /** Part of the text of {@link Situation#REFUSING}. */
    String REFUSAL = "cannot be done, says the platform";

    Platform platform();

    /** A connected profile. */
    Profile profile();

    /** Somebody who can be written to. */
    OutboundMessage.Recipient recipient();

    /** From here on. */
    void put(Situation situation);

    /** The texts of the sends that the server performed. */
    List<String> sentTexts();

    /** Tokens, passwords and secrets: they may stand in a call, and nowhere else. */
    Set<String> secrets();

    /** What an {@code ACKNOWLEDGE} job of this platform carries; an empty object where there are no taps. */
    JsonNode tapPayload();

    @Override
    void close();
}
