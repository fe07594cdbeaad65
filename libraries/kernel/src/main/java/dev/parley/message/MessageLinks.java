package dev.parley.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.json.Json;
import org.jspecify.annotations.Nullable;

/** What a message shares without it being an attachment; a platform's package puts it into {@code platform_data.links}. */
public final class MessageLinks {
    private MessageLinks() {}

    /** A list of {@code {type, title, url}}; empty when there is none. */
    public static JsonNode of(@Nullable JsonNode platformData) {
        JsonNode links = platformData == null ? null : platformData.get("links");
        return links != null && links.isArray() ? links : Json.array();
    }
}
