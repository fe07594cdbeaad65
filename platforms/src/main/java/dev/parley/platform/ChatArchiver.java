package dev.parley.platform;

import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Archives conversations. The conversation is resolved first where its id is not known yet. */
public interface ChatArchiver {
    /** On success the result carries {@code {"conversation_id": …}}. Doing it twice is no error. */
    Uni<ActionOutcome> archive(
            Profile profile, OutboundMessage.Recipient recipient, boolean archived, Duration deadline);
}
