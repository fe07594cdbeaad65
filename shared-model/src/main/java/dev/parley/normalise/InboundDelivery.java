package dev.parley.normalise;

import dev.parley.inbound.InboundEvent;
import dev.parley.profile.Profile;
import java.util.List;

/**
 * What one received item amounts to.
 *
 * @param profile whose account it is for
 * @param events in the order in which they happened; several of one item stand or fall together
 */
public record InboundDelivery(Profile profile, PlatformRules rules, List<InboundEvent> events) {}
