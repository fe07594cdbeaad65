package dev.parley.benchmarks.stage;

import dev.parley.standalone.firstuse.JsonHttp;
import dev.parley.standalone.firstuse.JsonHttp.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Webhook endpoints on one receiver, registered over the API; taken away again when closed. */
public final class Subscribers implements AutoCloseable {
    private final JsonHttp api;
    private final List<String> ids = new ArrayList<>();
    private String secret = "";

    /** Endpoint number n listens on the path {@code /n}. */
    public Subscribers(JsonHttp api, Receiver receiver, int count) {
        this.api = api;
        for (int i = 0; i < count; i++) {
            Answer answer = api.post("/api/webhooks", Map.of("url", receiver.url("/" + i), "events", List.of("*")));
            if (answer.status() != 201) {
                throw new IllegalStateException("no webhook: " + answer);
            }
            ids.add(answer.body().path("id").asText());
            secret = answer.body().path("secret").asText();
        }
    }

    /** The secret of the last one. */
    public String secret() {
        return secret;
    }

    @Override
    public void close() {
        ids.forEach(id -> api.delete("/api/webhooks/" + id));
        ids.clear();
    }
}
