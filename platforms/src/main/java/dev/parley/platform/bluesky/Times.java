package dev.parley.platform.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** The protocol's times: ISO 8601 with any offset. */
final class Times {
    private Times() {}

    /** What the node says; now when it says nothing readable. */
    static Instant of(JsonNode node) {
        try {
            return OffsetDateTime.parse(node.asText()).toInstant();
        } catch (DateTimeException unreadable) {
            return Instant.now();
        }
    }
}
