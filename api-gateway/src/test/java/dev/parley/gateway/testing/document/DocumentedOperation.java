package dev.parley.gateway.testing.document;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One operation of the document.
 *
 * @param name e.g. {@code GET /api/chats/{id}}
 * @param node what the document says about it
 */
public record DocumentedOperation(String name, JsonNode node) {
    JsonNode response(int status) {
        return node.path("responses").path(Integer.toString(status));
    }

    JsonNode requestSchema() {
        return node.at("/requestBody/content/application~1json/schema");
    }
}
