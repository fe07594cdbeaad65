package dev.parley.testing.document;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One operation of the document.
 *
 * @param path with its parameters' names, e.g. {@code /api/chats/{id}}
 * @param node what the document says about it
 */
public record DocumentedOperation(String method, String path, JsonNode node) {
    /** E.g. {@code GET /api/chats/{id}}. */
    public String name() {
        return method + " " + path;
    }

    JsonNode response(int status) {
        return node.path("responses").path(Integer.toString(status));
    }

    JsonNode requestSchema() {
        return node.at("/requestBody/content/application~1json/schema");
    }
}
