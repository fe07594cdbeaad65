package dev.parley.platform;

import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** A platform where only the participant can begin. Asked before a send into a chat with nothing inbound. */
public interface ColdSendCheck {
    /** {@link ActionOutcome.Refused} only when the platform itself refuses; anything else lets the send pass. */
    Uni<ActionOutcome> mayWrite(Profile profile, OutboundMessage.Recipient recipient, Duration deadline);
}
