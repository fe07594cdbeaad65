package dev.parley.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One webhook delivery as it came in.
 *
 * @param verified whether its signature was right
 * @param event the whole envelope
 */
public record ReceivedWebhook(boolean verified, JsonNode event) {
    public String type() {
        return event.path("type").asText();
    }

    public String id() {
        return event.path("id").asText();
    }

    /** What the event is about, for example a message. */
    public JsonNode object() {
        return event.at("/data/object");
    }
}
