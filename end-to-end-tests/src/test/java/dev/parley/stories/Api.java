package dev.parley.stories;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standalone.firstuse.JsonHttp.Answer;
import dev.parley.standalone.process.StartFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** Parley's REST API in the hands of a customer's program; what it answers is held against its OpenAPI document. */
public final class Api {
    /** The id of the step that a customer's program takes when it calls the API. */
    static final String TRACED_STEP = "00f067aa0ba902b7";

    private static final int PAGE = 100;
    private static final Duration PERSISTENCE = Duration.ofMinutes(2);
    /** Neither a flood while the API answers nor one while it does not. */
    private static final Duration PACE = Duration.ofMillis(100);

    private static final int SERVER_ERRORS = 500;

    private final ConformingHttp http;

    Api(ConformingHttp http) {
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

    /** Sends a text as a step of the customer's own trace. Returns the id of the message. */
    public String sendsTraced(String chat, String text, String trace) {
        Map<String, String> headers = Map.of("traceparent", "00-" + trace + "-" + TRACED_STEP + "-01");
        Answer answer = http.post("/api/chats/" + chat + "/messages", Map.of("body", text), headers);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
        return answer.body().path("id").asText();
    }

    /**
     * Sends a text as a careful program does: with an idempotency key, and again while there is no answer. Returns
     * the id of the message.
     */
    public String sendsUntilAccepted(String chat, String text) {
        Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        AtomicReference<Answer> accepted = new AtomicReference<>();
        await().atMost(PERSISTENCE).pollDelay(PACE).pollInterval(PACE).until(() -> {
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

    /** The ids of all chats of the first profile. */
    public List<String> chats() {
        String profile = http.get("/api/profiles").body().at("/data/0/id").asText();
        List<String> chats = new ArrayList<>();
        http.get("/api/profiles/" + profile + "/chats")
                .body()
                .path("data")
                .forEach(chat -> chats.add(chat.path("id").asText()));
        return chats;
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

    /** Answers a comment with a direct message; {@code comment} as {@code comment.created} tells of it. */
    public Answer repliesPrivately(JsonNode comment, String text) {
        return repliesPrivately(
                comment.path("profile_id").asText(),
                comment.path("post_id").asText(),
                comment.path("id").asText(),
                text);
    }

    /** The same by any ids, ours or the platform's. */
    public Answer repliesPrivately(String profile, String post, String comment, String text) {
        return http.post(
                "/api/posts/" + post + "/comments/" + comment + "/private_reply?profile_id=" + profile,
                Map.of("text", text));
    }

    /** Acts on a comment: hide, unhide, like … */
    public Answer acts(JsonNode comment, String action) {
        return http.post(below(comment) + "/" + action + as(comment), Map.of());
    }

    /** Answers a comment in public. */
    public Answer answers(JsonNode comment, String text) {
        return http.post(
                post(comment) + as(comment),
                Map.of("text", text, "parent_id", comment.path("id").asText()));
    }

    /** The same under an {@code Idempotency-Key}. */
    public Answer answers(JsonNode comment, String text, String key) {
        return http.post(
                post(comment) + as(comment),
                Map.of("text", text, "parent_id", comment.path("id").asText()),
                Map.of("Idempotency-Key", key));
    }

    /** Comments on the post that this comment stands below. */
    public Answer comments(JsonNode comment, String text) {
        return http.post(post(comment) + as(comment), Map.of("text", text));
    }

    public Answer deletes(JsonNode comment) {
        return http.delete(below(comment) + as(comment));
    }

    /** A comment as it stands now, with the answers to it. */
    public Answer comment(JsonNode comment) {
        return http.get(below(comment) + as(comment));
    }

    private static String below(JsonNode comment) {
        return post(comment) + "/" + comment.path("id").asText();
    }

    private static String post(JsonNode comment) {
        return "/api/posts/" + comment.path("post_id").asText() + "/comments";
    }

    private static String as(JsonNode comment) {
        return "?profile_id=" + comment.path("profile_id").asText();
    }

    /** A chat as it stands now. */
    public JsonNode chat(String id) {
        Answer answer = http.get("/api/chats/" + id);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body();
    }

    /** The connected account on this platform. */
    public String profile(String platform) {
        for (JsonNode profile : http.get("/api/profiles").body().path("data")) {
            if (profile.path("platform").asText().equals(platform)) {
                return profile.path("id").asText();
            }
        }
        throw new AssertionError("no profile on " + platform);
    }

    public void disconnects(String profile) {
        expectOk(http.delete("/api/profiles/" + profile));
    }

    /** Registers a webhook for everything; returns its id. */
    public String registersWebhook(String url) {
        Answer answer = http.post("/api/webhooks", Map.of("url", url, "events", List.of("*")));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.body().path("id").asText();
    }

    /** The ids of the webhooks that get deliveries. */
    public List<String> webhooks() {
        List<String> enabled = new ArrayList<>();
        for (JsonNode webhook : http.get("/api/webhooks").body().path("data")) {
            if (webhook.path("enabled").asBoolean()) {
                enabled.add(webhook.path("id").asText());
            }
        }
        return enabled;
    }

    /** Has a webhook sent an event of its own. */
    public void triesOut(String webhook) {
        Answer answer = http.post("/api/webhooks/" + webhook + "/test", Map.of());
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
    }

    /** Sets the questions in front of new conversations: question, payload, question, payload … */
    public Answer setsIceBreakers(String profile, String... questionsAndPayloads) {
        List<Map<String, String>> iceBreakers = new ArrayList<>();
        for (int i = 0; i < questionsAndPayloads.length; i += 2) {
            iceBreakers.add(Map.of("question", questionsAndPayloads[i], "payload", questionsAndPayloads[i + 1]));
        }
        return http.post("/api/profiles/" + profile + "/ice_breakers", Map.of("ice_breakers", iceBreakers));
    }

    public JsonNode iceBreakers(String profile) {
        return http.get("/api/profiles/" + profile + "/ice_breakers").body().path("ice_breakers");
    }

    public Answer removesIceBreakers(String profile) {
        return http.delete("/api/profiles/" + profile + "/ice_breakers");
    }
}
