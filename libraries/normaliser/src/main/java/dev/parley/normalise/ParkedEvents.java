package dev.parley.normalise;

import dev.parley.inbound.InboundEvent;
import dev.parley.inbound.InboundEvent.ReactionChanged;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A chat's events that wait for a message, oldest first, and the removals that are remembered. */
final class ParkedEvents {
    private final List<PendingEvent> events = new ArrayList<>();

    List<PendingEvent> all() {
        return events;
    }

    /** A repeated delivery does not wait twice. */
    void park(PendingEvent event) {
        boolean waits = events.stream()
                .anyMatch(other -> other.externalId().equals(event.externalId())
                        && other.event().key().equals(event.event().key()));
        if (!waits) {
            events.add(event);
        }
    }

    /** What waited for this message, oldest first; it waits no longer. */
    List<PendingEvent> take(@Nullable String externalId) {
        return take(event -> event.externalId().equals(externalId));
    }

    List<PendingEvent> takeEchoes() {
        return take(event -> event.event() instanceof InboundEvent.EchoArrived);
    }

    /** Keeps in mind that a reaction was removed: an older one may still come. */
    void remember(ReactionChanged removal) {
        park(PendingEvent.waitingFor(PendingEvent.removalOf(removal), removal));
    }

    /** Whether a removal that is known is younger than this reaction of the same sender, which it has overtaken. */
    boolean isRemovedSince(ReactionChanged reaction) {
        String removal = PendingEvent.removalOf(reaction);
        return events.stream()
                .filter(other -> other.externalId().equals(removal))
                .anyMatch(other -> other.event() instanceof ReactionChanged removed
                        && !removed.at().isBefore(reaction.at()));
    }

    private List<PendingEvent> take(Predicate<PendingEvent> wanted) {
        if (events.isEmpty()) {
            return List.of();
        }
        List<PendingEvent> taken = events.stream().filter(wanted).toList();
        events.removeAll(taken);
        return taken;
    }
}
