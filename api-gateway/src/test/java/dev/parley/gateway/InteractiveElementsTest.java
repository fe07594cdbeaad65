package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Rows;
import dev.parley.gateway.testing.Tenancy;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Quick replies, buttons and cards at their limits, and what is said beyond them. */
@QuarkusTest
class InteractiveElementsTest {
    private static final Map<String, String> REPLY = Map.of("title", "Yes", "payload", "YES");
    private static final Map<String, String> BUTTON = Map.of("type", "postback", "title", "Go", "payload", "GO");

    private final Tenancy tenancy = Tenancy.fresh();
    private final String path = "/api/chats/" + tenancy.liveChat("facebook") + "/messages";

    private Answer send(Map<String, Object> elements) {
        Map<String, Object> body = new HashMap<>(elements);
        body.put("body", "Pick");
        return tenancy.api().post(path, body);
    }

    private void refused(String text, Map<String, Object> elements) {
        Answer answer = send(elements);
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.text()).isEqualTo("{\"error\":\"" + text + "\"}");
    }

    @Test
    void whatIsAtTheLimitIsTaken() {
        Answer sent = send(Map.of(
                "quick_replies",
                Collections.nCopies(13, Map.of("title", "t".repeat(20), "payload", "p".repeat(1000))),
                "buttons",
                List.of(BUTTON, BUTTON, Map.of("type", "web_url", "title", "t".repeat(20), "url", "https://x.example")),
                "card",
                Map.of(
                        "subtitle",
                        "s".repeat(80),
                        "image_url",
                        "https://x.example/i.png",
                        "default_action",
                        Map.of("type", "web_url", "url", "https://x.example"))));
        assertThat(sent.status()).as(sent.text()).isEqualTo(202);
        assertThat(sent.json().path("quick_replies")).hasSize(13);
    }

    @Test
    void whatNoEventCouldTellOfIsRefused() {
        String telegram = "/api/chats/" + tenancy.liveChat("telegram") + "/messages";
        String room = "x".repeat(65_536 - "{\"a\":\"\"}".length());
        assertThat(tenancy.api()
                        .post(telegram, Map.of("body", "Hi", "reply_markup", Map.of("a", room)))
                        .status())
                .isEqualTo(202);
        assertThat(tenancy.api()
                        .post(telegram, Map.of("body", "Hi", "reply_markup", Map.of("a", room + "x")))
                        .text())
                .isEqualTo("{\"error\":\"reply_markup is too long (maximum is 65536 bytes, got 65537)\"}");
        assertThat(tenancy.api()
                        .post(telegram, Map.of("body", "Hi", "reply_markup", nested(21)))
                        .text())
                .isEqualTo("{\"error\":\"reply_markup is nested too deeply (maximum is 20 levels)\"}");
        assertThat(tenancy.api()
                        .post(telegram, Map.of("body", "Hi", "reply_markup", nested(20)))
                        .status())
                .isEqualTo(202);
        assertThat(tenancy.api()
                        .post(telegram, Map.of("body", "Hi", "reply_to_external_id", "x".repeat(1_001)))
                        .status())
                .isEqualTo(422);
        refused(
                "buttons is too long (maximum is 65536 bytes, got 70066)",
                Map.of(
                        "buttons",
                        List.of(Map.of("type", "postback", "title", "Go", "payload", "GO", "z", "z".repeat(70_010)))));
    }

    @Test
    void mediaNamesAndAddressesAreBounded() {
        String url = "https://x.example/" + "x".repeat(8_000);
        for (Object media : List.of(
                url,
                Map.of("url", url),
                Map.of("base64", "aGk=", "filename", "n".repeat(501)),
                Map.of("base64", "aGk=", "content_type", "t".repeat(501)))) {
            Answer answer = tenancy.api().post(path, Map.of("media", List.of(media)));
            assertThat(answer.status()).as(answer.text()).isEqualTo(422);
            assertThat(answer.text()).contains("is too long (maximum is ");
        }
    }

    private static Map<String, Object> nested(int levels) {
        Map<String, Object> deepest = Map.of();
        for (int i = 1; i < levels; i++) {
            deepest = Map.of("a", deepest);
        }
        return deepest;
    }

    @Test
    void quickRepliesBeyondTheirLimitsAreNamed() {
        refused("quick_replies must contain at most 13 items", Map.of("quick_replies", Collections.nCopies(14, REPLY)));
        refused(
                "quick_replies[1].title is too long (maximum is 20 characters, got 21)",
                Map.of("quick_replies", List.of(REPLY, Map.of("title", "t".repeat(21), "payload", "p"))));
        refused(
                "quick_replies[0].payload is too long (maximum is 1000 characters, got 1001)",
                Map.of("quick_replies", List.of(Map.of("title", "t", "payload", "p".repeat(1001)))));
        refused("quick_replies[0].title is required", Map.of("quick_replies", List.of(Map.of("payload", "p"))));
        refused(
                "quick_replies[0].content_type must be text",
                Map.of("quick_replies", List.of(Map.of("content_type", "location", "title", "t", "payload", "p"))));
    }

    @Test
    void buttonsBeyondTheirLimitsAreNamed() {
        refused("buttons must contain at most 3 items", Map.of("buttons", Collections.nCopies(4, BUTTON)));
        refused(
                "buttons[0].type must be web_url or postback",
                Map.of("buttons", List.of(Map.of("type", "phone", "title", "t"))));
        refused(
                "buttons[1].url must be an https:// URL",
                Map.of("buttons", List.of(BUTTON, Map.of("type", "web_url", "title", "t", "url", "http://x.example"))));
        refused("buttons[0].payload is required", Map.of("buttons", List.of(Map.of("type", "postback", "title", "t"))));
    }

    @Test
    void cardsBeyondTheirLimitsAreNamed() {
        refused(
                "card.subtitle is too long (maximum is 80 characters, got 81)",
                Map.of("buttons", List.of(BUTTON), "card", Map.of("subtitle", "s".repeat(81))));
        refused(
                "card.image_url must be an https:// URL",
                Map.of("buttons", List.of(BUTTON), "card", Map.of("image_url", "http://x.example/i.png")));
        refused(
                "card.default_action.type must be web_url",
                Map.of(
                        "buttons",
                        List.of(BUTTON),
                        "card",
                        Map.of("default_action", Map.of("type", "postback", "url", "https://x.example"))));
        refused(
                "card.default_action.url must be an https:// URL",
                Map.of(
                        "buttons",
                        List.of(BUTTON),
                        "card",
                        Map.of("default_action", Map.of("type", "web_url", "url", "x"))));
    }

    @Test
    void buttonsNeedAText() {
        Answer answer = tenancy.api().post(path, Map.of("buttons", List.of(BUTTON)));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("body or media is required");
    }

    @Test
    void theWindowIsTheNetworksToJudge() {
        String silent = tenancy.chat(tenancy.profile("facebook"), "nobody-wrote");
        assertThat(tenancy.api()
                        .post("/api/chats/" + silent + "/messages", Map.of("body", "hello?"))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void messengerKnowsItsReactionsByNameAndTakesAnyEmoji() {
        String message = tenancy.api().post(path, Map.of("body", "x")).text("/id");
        Rows.published(message, "mid." + message);
        String react = "/api/messages/" + message + "/react";
        for (String name : List.of("love", "like", "dislike", "smile", "wow", "sad", "angry")) {
            assertThat(tenancy.api().post(react, Map.of("reaction", name)).status())
                    .as(name)
                    .isEqualTo(200);
        }
        assertThat(tenancy.api().post(react, Map.of("emoji", "🎉")).status()).isEqualTo(200);
        assertThat(tenancy.api()
                        .post(react, Map.of("reaction", "party", "emoji", "🎉"))
                        .status())
                .isEqualTo(200);
        Answer unknown = tenancy.api().post(react, Map.of("reaction", "party"));
        assertThat(unknown.status()).isEqualTo(422);
    }
}
