package dev.parley.sandbox.bluesky;

import io.vertx.core.json.JsonObject;
import java.util.function.Function;

/**
 * A method the servers know.
 *
 * @param nsid its name
 * @param writes whether it is called by POST
 * @param kind what faults call it, such as {@code send}
 */
record XrpcMethod(String nsid, boolean writes, String kind, Function<XrpcCall, JsonObject> body) {
    /** Whether the world is the same after it; only so where that is certain of every call. */
    boolean changesNothing() {
        return kind.equals("log");
    }

    boolean isChat() {
        return nsid.startsWith("chat.bsky.");
    }
}
