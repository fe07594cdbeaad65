package dev.parley.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standalone.StartFailure;
import dev.parley.standalone.firstuse.JsonHttp;
import dev.parley.standalone.firstuse.JsonHttp.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** Parley's REST API in the hands of a customer's program. */
public final class Api {
    private static final int PAGE = 100;
    private static final Duration PERSISTENCE = Duration.ofMinutes(2);
    private static final int SERVER_ERRORS = 500;

    private final JsonHttp http;

    Api(JsonHttp http) {
        this.http = http;
    }

    /** Sends a text and expects it to be accepted at once. Returns the message. */
    public JsonNode sends(String chat, String text) {
        return sends(chat, Map.of("body", text));
    }

    /** Sends a message and expects it to be accepted at once. Returns the message. */
    public JsonNode sends(String chat, Map<String, ?> message) {
        Answer answer = http.post("/api/chats/" + chat + "/messages", message);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
        return answer.body();
    }

    /** Changes a message that was sent, and expects the platform to take it. Returns the message. */
    public JsonNode edits(String id, Map<String, ?> change) {
        Answer answer = http.patch("/api/messages/" + id, change);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body();
    }

    /**
     * Sends a text as a careful program does: with an idempotency key, and again while there is no answer. Returns
     * the id of the message.
     */
    public String sendsUntilAccepted(String chat, String text) {
        Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        AtomicReference<Answer> accepted = new AtomicReference<>();
        await().atMost(PERSISTENCE).until(() -> {
            try {
                Answer answer = http.post("/api/chats/" + chat + "/messages", Map.of("body", text), key);
                accepted.set(answer);
                return answer.status() < SERVER_ERRORS && answer.status() != 409;
            } catch (StartFailure _) {
                return false;
            }
        });
        Answer answer = accepted.get();
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
        return answer.body().path("id").asText();
    }

    public void archives(String chat) {
        expectOk(http.post("/api/chats/" + chat + "/archive", Map.of()));
    }

    public void unarchives(String chat) {
        expectOk(http.delete("/api/chats/" + chat + "/archive"));
    }

    private static void expectOk(Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    }

    /** A message as it stands now. */
    public JsonNode message(String id) {
        Answer answer = http.get("/api/messages/" + id);
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    /** All messages of a chat, newest first. */
    public List<JsonNode> messages(String chat) {
        List<JsonNode> messages = new ArrayList<>();
        JsonNode page;
        for (int number = 0; ; number++) {
            page = http.get("/api/chats/" + chat + "/messages?per_page=" + PAGE + "&page=" + number)
                    .body();
            page.path("data").forEach(messages::add);
            if (page.path("data").size() < PAGE) {
                return messages;
            }
        }
    }
}
