package dev.parley.gateway.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.gateway.entity.Placement;
import dev.parley.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * A Page or channel a profile may speak for.
 *
 * @param id the platform's own id; null where the network has one placement without an id
 */
public record PlacementAnswer(
        @Nullable String id, String name, @Nullable JsonNode metadata) {
    static PlacementAnswer of(Placement placement) {
        return new PlacementAnswer(placement.externalId, placement.name, Json.readNullable(placement.metadata));
    }
}
