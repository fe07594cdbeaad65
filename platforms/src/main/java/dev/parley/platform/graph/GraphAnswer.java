package dev.parley.platform.graph;

import com.fasterxml.jackson.databind.JsonNode;

/** How a call to the Graph API ended. */
public sealed interface GraphAnswer {
    /** Done; {@code body} is what it answered. */
    record Done(JsonNode body) implements GraphAnswer {}

    /** The API said no, or at least something other than yes. */
    record Refused(GraphError error) implements GraphAnswer {}

    /** The API has certainly not seen the call. */
    record NeverMade(String reason) implements GraphAnswer {}

    /** The call went out and nothing, or nothing readable, came back. */
    record NoAnswer(String reason) implements GraphAnswer {}
}
