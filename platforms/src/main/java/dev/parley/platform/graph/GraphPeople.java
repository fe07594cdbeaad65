package dev.parley.platform.graph;

import dev.parley.platform.OutboundMessage;
import dev.parley.platform.ParticipantLookup.Found;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/** Who writes to a network's accounts; empty for people Meta tells nothing of. */
public interface GraphPeople {
    Uni<Optional<Found>> lookUp(Profile profile, OutboundMessage.Recipient participant, Duration deadline);
}
