package dev.parley.dispatch.comment;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the account says in a comment of its own.
 *
 * @param requestRef names the request that said it, for a gateway that did not hear of the outcome
 */
record OwnText(String text, String requestRef) {
    private static final String NO_KEY = "-";

    static OwnText of(JsonNode request) {
        return new OwnText(
                request.path("text").asText(), request.path("request_ref").asText(NO_KEY));
    }
}
