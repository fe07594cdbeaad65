package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Rows;
import dev.parley.gateway.testing.StubbedDispatch;
import dev.parley.gateway.testing.Tenancy;
import dev.parley.internal.InternalAnswer;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MessageActionsTest {
    private final Tenancy tenancy = Tenancy.fresh();

    private String sent(String platform) {
        String chat = tenancy.liveChat(platform);
        return tenancy.api()
                .post("/api/chats/" + chat + "/messages", Map.of("body", "hello"))
                .text("/id");
    }

    private Answer edit(String message, Object change) {
        return tenancy.api().patch("/api/messages/" + message, change);
    }

    @Test
    void editingIsForTelegramsPublishedSendsAndNeedsSomethingToChange() {
        String bluesky = sent("bluesky");
        assertThat(edit(bluesky, Map.of("body", "x")).error())
                .isEqualTo("Editing messages is only supported on Telegram");
        String message = sent("telegram");
        assertThat(edit(message, "{}").error()).isEqualTo("Only published outbound messages can be edited");
        Rows.published(message, "77");
        Answer nothing = edit(message, "{}");
        assertThat(nothing.status()).isEqualTo(400);
        assertThat(nothing.error()).isEqualTo("body or reply_markup is required");
        assertThat(edit(message, Map.of("body", "x".repeat(4097))).error())
                .isEqualTo("body is too long (maximum is 4096 characters)");
        assertThat(edit(message, Map.of("reply_markup", Map.of())).status()).isEqualTo(200);
    }

    @Test
    void thePlatformsOwnTextComesBackVerbatim() {
        String message = sent("telegram");
        Rows.published(message, "78");
        StubbedDispatch.answers(
                "PATCH /internal/messages/" + message,
                InternalAnswer.refused(422, "Bad Request: message is not modified"));
        Answer refused = edit(message, Map.of("body", "same"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).isEqualTo("{\"error\":\"Bad Request: message is not modified\"}");
        assertThat(StubbedDispatch.calls("PATCH /internal/messages/" + message))
                .extracting(body -> body.path("body").asText())
                .containsExactly("same");
    }

    @Test
    void whenDispatchIsNoHelpTheAnswerSaysSo() {
        String message = sent("telegram");
        Rows.published(message, "79");
        StubbedDispatch.breaks("PATCH /internal/messages/" + message);
        Answer unavailable = edit(message, Map.of("body", "same"));
        assertThat(unavailable.status()).isEqualTo(504);
        assertThat(unavailable.error()).endsWith("the action may or may not have been performed");
    }

    @Test
    void reactionsAreRefusedWhereThereAreNone() {
        for (String platform : new String[] {"telegram", "bluesky"}) {
            String name = platform.equals("telegram") ? "Telegram" : "Bluesky";
            String message = sent(platform);
            Answer react = tenancy.api().form("POST", "/api/messages/" + message + "/react", "reaction=love");
            assertThat(react.status()).isEqualTo(422);
            assertThat(react.error()).isEqualTo("Reactions are not supported on " + name);
            assertThat(tenancy.api()
                            .delete("/api/messages/" + message + "/unreact")
                            .status())
                    .isEqualTo(422);
        }
    }

    @Test
    void aTelegramChatNobodyBeganAsksWhetherItMayBegin() {
        String chat = tenancy.chat(tenancy.profile("telegram"), "555");
        String call = "POST /internal/chats/" + chat + "/cold_send_check";
        String refusal = "Forbidden: bot can't initiate conversation with a user";
        StubbedDispatch.answers(call, InternalAnswer.refused(422, refusal));
        Answer refused = tenancy.api().post("/api/chats/" + chat + "/messages", Map.of("body", "hi"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.error()).isEqualTo(refusal);
        StubbedDispatch.answers(call, InternalAnswer.refused(503, "later"));
        assertThat(tenancy.api()
                        .post("/api/chats/" + chat + "/messages", Map.of("body", "hi"))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void repliesAndKeyboardsAreTelegramsAndIgnoredElsewhere() {
        Map<String, Object> send = Map.of(
                "body", "hi", "reply_to_external_id", "12", "reply_markup", Map.of("force_reply", true), "tag", "X");
        String telegram = "/api/chats/" + tenancy.liveChat("telegram") + "/messages";
        Answer kept = tenancy.api().post(telegram, send);
        assertThat(kept.json().at("/reply_markup/force_reply").asBoolean()).isTrue();
        assertThat(kept.text("/reply_to_external_id")).isEqualTo("12");
        assertThat(kept.json().path("tag").isNull()).isTrue();
        assertThat(tenancy.api().get("/api/messages/" + kept.text("/id")).json())
                .isEqualTo(kept.json());
        Answer ignored = tenancy.api().post("/api/chats/" + tenancy.liveChat("bluesky") + "/messages", send);
        assertThat(ignored.json().path("reply_markup").isNull()).isTrue();
        assertThat(ignored.json().path("reply_to_external_id").isNull()).isTrue();
    }

    @Test
    void whatIsWrongInAnInteractiveElementIsNamed() {
        String path = "/api/chats/" + tenancy.liveChat("telegram") + "/messages";
        Answer url = tenancy.api().post(path, """
                {"body":"x","buttons":[{"type":"postback","title":"a","payload":"b"},
                                       {"type":"web_url","title":"a","url":"http://x.example"}]}""");
        assertThat(url.error()).isEqualTo("buttons[1].url must be an https:// URL");
        Answer here = tenancy.api().post(path, """
                {"body":"x","quick_replies":[{"title":"a","payload":"b"}]}""");
        assertThat(here.status()).isEqualTo(422);
        assertThat(here.error()).startsWith("quick_replies and buttons are only supported on ");
    }
}
