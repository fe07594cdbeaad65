package dev.parley.fanout.delivery;

import dev.parley.id.EventId;
import dev.parley.topic.EventRecord;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What is delivered.
 *
 * @param body the envelope, byte for byte as in the record or the event's row
 * @param source the record it came in; null when it was read from its row, which therefore exists
 */
public record Event(
        EventId id, String type, byte[] body, @Nullable EventRecord source) {
    public static Event of(EventRecord event) {
        EventId id = EventId.parse(event.eventId()).orElseThrow();
        return new Event(id, event.type(), event.envelope().getBytes(StandardCharsets.UTF_8), event);
    }

    public static Event stored(EventId id, String type, String envelope) {
        return new Event(id, type, envelope.getBytes(StandardCharsets.UTF_8), null);
    }
}
