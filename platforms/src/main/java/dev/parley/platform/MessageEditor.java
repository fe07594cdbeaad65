package dev.parley.platform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** Edits messages that were sent. */
public interface MessageEditor {
    /**
     * Changes text, keyboard or both. What is null stays as it is, also where the platform would drop it.
     *
     * @param replyMarkup an empty object removes the keyboard
     */
    Uni<ActionOutcome> edit(
            Profile profile, SentMessage message, @Nullable String body, @Nullable JsonNode replyMarkup);
}
