package dev.parley.platform.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.platform.PlatformTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** The protocol's times: ISO 8601 with any offset. */
final class BlueskyTimes {
    private BlueskyTimes() {}

    /** What the node says; now when it says nothing readable, or nothing that can be true. */
    static Instant of(JsonNode node) {
        try {
            Instant said = OffsetDateTime.parse(node.asText()).toInstant();
            return PlatformTime.isPossible(said) ? said : Instant.now();
        } catch (DateTimeException unreadable) {
            return Instant.now();
        }
    }
}
