package dev.parley.normalise;

import dev.parley.inbound.InboundEvent;
import dev.parley.profile.Profile;
import dev.parley.topic.Cause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one received item amounts to.
 *
 * @param profile whose account it is for
 * @param events in the order in which they happened; several of one item stand or fall together
 * @param traceparent the step that received it; null when nobody traces it
 */
public record InboundDelivery(
        Profile profile,
        PlatformRules rules,
        List<InboundEvent> events,
        @Nullable String traceparent) {
    public InboundDelivery(Profile profile, PlatformRules rules, List<InboundEvent> events) {
        this(profile, rules, events, null);
    }

    /** What whatever comes of one of its events came of. */
    Cause causeOf(InboundEvent event) {
        return new Cause(profile.platform(), event.at(), traceparent);
    }
}
