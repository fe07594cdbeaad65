package dev.parley.sandbox.graph;

import dev.parley.sandbox.stage.Answer;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** An error of the Graph API. */
final class GraphRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;
    private final int subcode;

    GraphRefusal(int status, int code, int subcode, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.subcode = subcode;
    }

    static GraphRefusal of(int code, int subcode, String message) {
        return new GraphRefusal(400, code, subcode, message);
    }

    static GraphRefusal badRequest(String message) {
        return of(100, 0, "(#100) " + message);
    }

    static GraphRefusal noSuchNode(String id) {
        return of(100, 33, "Unsupported request. Object with ID '" + id + "' does not exist");
    }

    static GraphRefusal deadToken() {
        return new GraphRefusal(401, 190, 460, "Error validating access token: The session has been invalidated");
    }

    Answer answer() {
        return answer(Map.of());
    }

    Answer answer(Map<String, String> headers) {
        JsonObject error = new JsonObject()
                .put("message", getMessage())
                .put("type", "OAuthException")
                .put("code", code);
        if (subcode != 0) {
            error.put("error_subcode", subcode);
        }
        error.put("fbtrace_id", "AsandboxTrace");
        return Answer.json(status, new JsonObject().put("error", error), headers);
    }
}
