package dev.parley.standalone.firstuse;

import dev.parley.standalone.firstuse.JsonHttp.Answer;
import dev.parley.standalone.process.StartFailure;
import java.util.Map;

/** The few calls that the launcher itself makes to Parley's API. */
public final class GatewayClient {
    private final String url;

    public GatewayClient(String url) {
        this.url = url;
    }

    /** Whether the gateway knows this API key. */
    public boolean accepts(String key) {
        return as(key).get("/api/profiles").isSuccess();
    }

    /** A new key with a new account behind it. */
    public String createKey(String operatorKey, String label) {
        Answer answer = as(operatorKey).post("/api/admin/keys", Map.of("label", label));
        if (!answer.isSuccess()) {
            throw new StartFailure("The gateway made no API key; it answered %d %s."
                    .formatted(answer.status(), answer.body().toString()));
        }
        return answer.body().path("key").asText();
    }

    /** The API as the owner of this key sees it. */
    public JsonHttp as(String key) {
        return new JsonHttp(url, key);
    }
}
