package dev.parley.fanout.delivery;

import dev.parley.id.EventId;
import dev.parley.topic.Cause;
import dev.parley.topic.EventRecord;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What is delivered.
 *
 * @param body the envelope, byte for byte as in the record or the event's row
 * @param cause what it came of
 * @param source the record it came in; null when it was read from its row, which therefore exists
 */
public record Event(
        EventId id,
        String type,
        byte[] body,
        Cause cause,
        @Nullable EventRecord source) {
    public static Event of(EventRecord event) {
        EventId id = EventId.parse(event.eventId()).orElseThrow();
        return new Event(id, event.type(), event.envelope().getBytes(StandardCharsets.UTF_8), event.cause(), event);
    }

    public static Event stored(EventId id, String type, Cause cause, String envelope) {
        return new Event(id, type, envelope.getBytes(StandardCharsets.UTF_8), cause, null);
    }
}
