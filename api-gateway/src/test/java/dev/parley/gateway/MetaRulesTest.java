package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Rows;
import dev.parley.gateway.testing.StubbedDispatch;
import dev.parley.gateway.testing.Tenancy;
import dev.parley.internal.InternalAnswer;
import dev.parley.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MetaRulesTest {
    private static final List<Map<String, String>> BUTTONS =
            List.of(Map.of("type", "postback", "title", "Go", "payload", "GO"));
    private static final List<Map<String, String>> REPLIES = List.of(Map.of("title", "Yes", "payload", "YES"));

    private final Tenancy tenancy = Tenancy.fresh();
    private final String facebook = "/api/chats/" + tenancy.liveChat("facebook") + "/messages";
    private final String instagram = "/api/chats/" + tenancy.liveChat("instagram") + "/messages";

    private void refused(String path, Object body, String error) {
        Answer answer = tenancy.api().post(path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.error()).isEqualTo(error);
    }

    @Test
    void interactiveElementsAreKeptAsTheyAreShown() {
        Answer sent = tenancy.api()
                .post(
                        facebook,
                        Map.of(
                                "body",
                                "Pick",
                                "buttons",
                                BUTTONS,
                                "quick_replies",
                                REPLIES,
                                "tag",
                                "HUMAN_AGENT",
                                "card",
                                Map.of("subtitle", "s", "image_url", "https://x.example/i.png")));
        assertThat(sent.status()).as(sent.text()).isEqualTo(202);
        assertThat(sent.text("/quick_replies/0/content_type")).isEqualTo("text");
        assertThat(sent.text("/buttons/0/payload")).isEqualTo("GO");
        assertThat(sent.text("/tag")).isEqualTo("HUMAN_AGENT");
        assertThat(tenancy.api().get("/api/messages/" + sent.text("/id")).json())
                .isEqualTo(sent.json());
    }

    @Test
    void combinationsThatAreNotPossibleAreRefused() {
        String url = "https://example.com/a.jpg";
        refused(facebook, Map.of("body", "x", "tag", "OTHER"), "tag must be HUMAN_AGENT");
        refused(
                facebook,
                Map.of("body", "x".repeat(93), "buttons", BUTTONS),
                "body is too long with buttons (maximum is 80 characters, got 93)");
        refused(facebook, Map.of("media", url, "buttons", BUTTONS), "buttons cannot be combined with media");
        refused(
                instagram,
                Map.of("media", url, "quick_replies", REPLIES),
                "quick_replies on Instagram require a plain text message");
        refused(
                instagram,
                Map.of("body", "x", "buttons", BUTTONS, "quick_replies", REPLIES),
                "quick_replies on Instagram require a plain text message");
        refused(facebook, Map.of("body", "x", "card", Map.of("subtitle", "s")), "card requires buttons");
        assertThat(tenancy.api()
                        .post(facebook, Map.of("media", url, "quick_replies", REPLIES))
                        .status())
                .isEqualTo(202);
        String telegram = "/api/chats/" + tenancy.liveChat("telegram") + "/messages";
        refused(
                telegram,
                Map.of("body", "x", "buttons", BUTTONS),
                "quick_replies and buttons are only supported on Facebook and Instagram");
    }

    @Test
    void instagramLovesAndNothingElse() {
        String message = tenancy.api().post(instagram, Map.of("body", "x")).text("/id");
        String path = "/api/messages/" + message + "/react";
        Answer refused = tenancy.api().form("POST", path, "reaction=like");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.error()).isEqualTo("Instagram only supports the love reaction");
        Answer early = tenancy.api().form("POST", path, "reaction=love");
        assertThat(early.error()).isEqualTo("Message has not been delivered to the platform");
        Rows.published(message, "mid.1");
        assertThat(tenancy.api().post(path, "").status()).isEqualTo(200);
        assertThat(StubbedDispatch.calls("POST /internal/messages/" + message + "/reaction"))
                .hasSize(1);
        Answer nothing = tenancy.api().delete("/api/messages/" + message + "/unreact");
        assertThat(nothing.status()).isEqualTo(200);
        assertThat(StubbedDispatch.calls("DELETE /internal/messages/" + message + "/reaction"))
                .isEmpty();
    }

    @Test
    void theWindowIsShownWhereThereIsOne() {
        String chat = tenancy.liveChat("facebook");
        Answer open = tenancy.api().get("/api/chats/" + chat);
        assertThat(open.json().at("/messaging_window/open").asBoolean()).isTrue();
        assertThat(open.text("/messaging_window/closes_at")).isNotBlank();
        assertThat(open.json().has("archived")).isFalse();
    }

    @Test
    void iceBreakersAreInstagramsOneToFour() {
        String profile = tenancy.profile("instagram");
        String path = "/api/profiles/" + profile + "/ice_breakers";
        refused(path, Map.of("ice_breakers", List.of()), "ice_breakers must contain between 1 and 4 items");
        Answer set = tenancy.api()
                .post(path, Map.of("ice_breakers", List.of(Map.of("question", "Open?", "payload", "OPEN"))));
        assertThat(set.text()).isEqualTo("{\"success\":true}");
        StubbedDispatch.answers(
                "GET /internal/profiles/" + profile + "/ice_breakers",
                InternalAnswer.ok(Json.read("[{\"question\":\"Open?\",\"payload\":\"OPEN\"}]")));
        assertThat(tenancy.api().get(path).text())
                .isEqualTo("{\"ice_breakers\":[{\"question\":\"Open?\",\"payload\":\"OPEN\"}]}");
        refused(
                "/api/profiles/" + tenancy.profile("facebook") + "/ice_breakers",
                "{}",
                "Ice breakers are only supported on Instagram");
    }
}
