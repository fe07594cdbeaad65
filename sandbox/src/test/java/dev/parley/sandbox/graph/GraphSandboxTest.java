package dev.parley.sandbox.graph;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.sandbox.Control;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GraphSandboxTest {
    private static final String PAGE = GraphWorld.DEMO_PAGE;
    private static final String ACCOUNT = GraphWorld.DEMO_ACCOUNT;
    static final JsonObject JANE = new JsonObject()
            .put("id", "7309583312459012")
            .put("name", "Jane Doe")
            .put("username", "jane_doe");

    private Hook hook;

    @BeforeEach
    void subscribed() {
        Control.reset();
        hook = new Hook().pointed("facebook").pointed("instagram");
        facebook("POST", PAGE + "/subscribed_apps?subscribed_fields=messages,message_echoes,message_reactions,feed")
                .then()
                .statusCode(200);
        instagram(
                        "POST",
                        "me/subscribed_apps?subscribed_fields=messages,messaging_referral,messaging_postbacks,comments")
                .then()
                .statusCode(200);
    }

    @AfterEach
    void close() {
        hook.close();
    }

    @Test
    void whatAPersonWritesIsDeliveredSignedAndEscaped() {
        String mid = Control.say("facebook", PAGE, JANE, "Café 5/6");

        await().until(() -> hook.deliveries().size() == 1);
        assertThat(hook.deliveries().getFirst().genuine()).isTrue();
        assertThat(hook.deliveries().getFirst().raw()).contains("Caf\\u00e9 5\\/6");
        assertThat(hook.items().getFirst().getJsonObject("message").getString("mid"))
                .isEqualTo(mid);
    }

    @Test
    void aSendIsEchoedWithItsMetadataAndStandsInInboxAndLedger() {
        Control.say("facebook", PAGE, JANE, "hi");

        String mid = send("hello").path("message_id");

        await().until(() -> hook.items().size() == 2);
        JsonObject echo = hook.items().get(1).getJsonObject("message");
        assertThat(echo.getString("mid")).isEqualTo(mid);
        assertThat(echo.getString("metadata")).isEqualTo("msg_1");
        assertThat(Control.inbox("facebook", PAGE, JANE.getString("id"))
                        .getJsonObject(0)
                        .getString("text"))
                .isEqualTo("hello");
        assertThat(Control.ledger("facebook").getJsonObject(0).getString("metadata"))
                .isEqualTo("msg_1");
    }

    @Test
    void aStrangerCannotBeWrittenTo() {
        assertThat(subcode(send("hello"))).isEqualTo(2018001);
    }

    @Test
    void aDayLaterTheWindowIsClosedButNotForAHuman() {
        Control.say("facebook", PAGE, JANE, "hi");
        Control.act("facebook", "age", who().put("hours", 25));

        assertThat(subcode(send("late"))).isEqualTo(2018278);
        sendBody(new JsonObject()
                        .put("recipient", new JsonObject().put("id", JANE.getString("id")))
                        .put("messaging_type", "MESSAGE_TAG")
                        .put("tag", "HUMAN_AGENT")
                        .put("message", new JsonObject().put("text", "late")))
                .then()
                .statusCode(200);
    }

    @Test
    void aTooLongTextIsRefused() {
        Control.say("facebook", PAGE, JANE, "hi");

        assertThat(send("x".repeat(2001)).<Integer>path("error.code")).isEqualTo(100);
        assertThat(send("x".repeat(2000)).statusCode()).isEqualTo(200);
    }

    @Test
    void aReactionHasNoEcho() {
        String mid = Control.say("facebook", PAGE, JANE, "hi");

        sendBody(new JsonObject()
                        .put("recipient", new JsonObject().put("id", JANE.getString("id")))
                        .put("sender_action", "react")
                        .put("payload", new JsonObject().put("message_id", mid).put("reaction", "❤")))
                .then()
                .statusCode(200);

        assertThat(Control.actions("facebook").getJsonObject(0).getString("action"))
                .isEqualTo("react");
        assertThat(hook.items()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void aSendWhoseAnswerIsDroppedWasPerformedAndCanBeLookedUp() {
        Control.say("facebook", PAGE, JANE, "hi");
        Control.fault(new JsonObject()
                .put("platform", "facebook")
                .put("operation", "send")
                .put("kind", "error_after_send")
                .put("times", 1));

        assertThat(send("once").statusCode()).isEqualTo(500);

        Response conversation = facebook("GET", "me/conversations?platform=messenger&user_id=" + JANE.getString("id"));
        assertThat(conversation.<String>path("data[0].messages.data[0].message"))
                .isEqualTo("once");
    }

    @Test
    void aCommentIsAnsweredPrivatelyOnce() {
        String comment =
                Control.act("facebook", "comment", who().put("text", "GUIDE")).getString("external_id");
        JsonObject reply = new JsonObject()
                .put("recipient", new JsonObject().put("comment_id", comment))
                .put("message", new JsonObject().put("text", "here"));

        assertThat(sendBody(reply).<String>path("recipient_id")).isEqualTo(JANE.getString("id"));
        assertThat(sendBody(reply).<Integer>path("error.code")).isEqualTo(10900);
    }

    @Test
    void aCommentOfEightDaysCannotBeAnswered() {
        String comment = Control.act(
                        "facebook", "comment", who().put("text", "GUIDE").put("days", 8))
                .getString("external_id");

        sendBody(new JsonObject()
                        .put("recipient", new JsonObject().put("comment_id", comment))
                        .put("message", new JsonObject().put("text", "here")))
                .then()
                .statusCode(400);
    }

    @Test
    void iceBreakersLoseWhatFollowsAColonAndNeedALocale() {
        assertThat(subcode(iceBreakers(new JsonObject().put("question", "Q").put("payload", "P"))))
                .isEqualTo(2534058);
        iceBreakers(new JsonObject()
                        .put("locale", "default")
                        .put(
                                "call_to_actions",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("question", "Where?")
                                                .put("payload", "a:b"))))
                .then()
                .statusCode(200);

        assertThat(instagram("GET", "me/messenger_profile?fields=ice_breakers&platform=instagram")
                        .<String>path("data[0].ice_breakers[0].call_to_actions[0].payload"))
                .isEqualTo("a");
    }

    @Test
    void instagramTellsOfLinksOnlyWhenIceBreakersAreSet() {
        JsonObject link = new JsonObject()
                .put("account", ACCOUNT)
                .put("participant", JANE)
                .put("ref", "promo");
        assertThat(Control.act("instagram", "referral", link).getBoolean("delivered"))
                .isFalse();
        iceBreakers(new JsonObject()
                .put("locale", "default")
                .put(
                        "call_to_actions",
                        new JsonArray()
                                .add(new JsonObject().put("question", "Q").put("payload", "P"))));

        assertThat(Control.act("instagram", "referral", link).getBoolean("delivered"))
                .isTrue();
        await().until(() -> hook.items().size() == 1);
        assertThat(hook.items().getFirst().getJsonObject("referral").getString("ref"))
                .isEqualTo("promo");
    }

    @Test
    void oneFieldThatDoesNotExistSpoilsTheSubscription() {
        facebook("POST", PAGE + "/subscribed_apps?subscribed_fields=messages,messaging_seen")
                .then()
                .statusCode(400);
    }

    @Test
    void aRefusedDeliveryComesAgain() {
        hook.answerNext(503);

        Control.say("facebook", PAGE, JANE, "hi");

        await().until(() -> hook.deliveries().size() == 2);
        assertThat(hook.items().get(1)).isEqualTo(hook.items().get(0));
    }

    @Test
    void heldDeliveriesComeInTheOtherOrder() {
        Control.act("facebook", "hold", who());
        Control.say("facebook", PAGE, JANE, "one");
        Control.say("facebook", PAGE, JANE, "two");

        Control.act("facebook", "release", who().put("reversed", true));

        await().until(() -> hook.items().size() == 2);
        assertThat(hook.items())
                .extracting(item -> item.getJsonObject("message").getString("text"))
                .containsExactly("two", "one");
    }

    @Test
    void aForgedDeliveryIsBadlySigned() {
        Control.act("facebook", "forge", new JsonObject().put("text", "{}"));

        await().until(() -> hook.deliveries().size() == 1);
        assertThat(hook.deliveries().getFirst().genuine()).isFalse();
    }

    @Test
    void aRevokedTokenIsDead() {
        Control.act("instagram", "revoke", new JsonObject().put("account", ACCOUNT));

        instagram("GET", "me?fields=id,user_id").then().statusCode(401);
    }

    @Test
    void theAppsWebhookIsRegisteredAfterTheHandshake() {
        given().header("Authorization", "Bearer 4242001|sandbox-app-secret")
                .queryParam("object", "page")
                .queryParam("callback_url", hook.url())
                .queryParam("verify_token", "v")
                .post("/graph-facebook/v25.0/4242001/subscriptions")
                .then()
                .statusCode(200);
    }

    @Test
    void aTestTokenIsAPageOfItsOwnThatMayWriteToAnybody() {
        given().header("Authorization", "Bearer EAAtest-777")
                .contentType("application/json")
                .body(new JsonObject()
                        .put("recipient", new JsonObject().put("id", "5"))
                        .put("message", new JsonObject().put("text", "load"))
                        .encode())
                .post("/graph-facebook/v25.0/me/messages")
                .then()
                .statusCode(200);
    }

    @Test
    void anUploadGivesAnIdThatCanBeSent() {
        Control.say("facebook", PAGE, JANE, "hi");
        String id = given().header("Authorization", "Bearer " + GraphWorld.DEMO_PAGE_TOKEN)
                .multiPart("message", "{\"attachment\":{\"type\":\"image\",\"payload\":{\"is_reusable\":true}}}")
                .multiPart("filedata", "a.png", new byte[] {1, 2, 3}, "image/png")
                .post("/graph-facebook/v25.0/me/message_attachments")
                .path("attachment_id");

        sendBody(new JsonObject()
                        .put("recipient", new JsonObject().put("id", JANE.getString("id")))
                        .put(
                                "message",
                                new JsonObject()
                                        .put(
                                                "attachment",
                                                new JsonObject()
                                                        .put("type", "image")
                                                        .put("payload", new JsonObject().put("attachment_id", id)))))
                .then()
                .statusCode(200);
        assertThat(Control.inbox("facebook", PAGE, JANE.getString("id"))
                        .getJsonObject(0)
                        .getString("kind"))
                .isEqualTo("image");
    }

    private static JsonObject who() {
        return new JsonObject().put("account", PAGE).put("participant", JANE);
    }

    private static Response send(String text) {
        return sendBody(new JsonObject()
                .put("recipient", new JsonObject().put("id", JANE.getString("id")))
                .put("messaging_type", "RESPONSE")
                .put("message", new JsonObject().put("text", text).put("metadata", "msg_1")));
    }

    private static Response sendBody(JsonObject body) {
        return given().header("Authorization", "Bearer " + GraphWorld.DEMO_PAGE_TOKEN)
                .contentType("application/json")
                .body(body.encode())
                .post("/graph-facebook/v25.0/me/messages");
    }

    private static Response iceBreakers(JsonObject iceBreaker) {
        return given().header("Authorization", "Bearer " + GraphWorld.DEMO_ACCOUNT_TOKEN)
                .contentType("application/json")
                .body(new JsonObject()
                        .put("platform", "instagram")
                        .put("ice_breakers", new JsonArray().add(iceBreaker))
                        .encode())
                .post("/graph-instagram/v25.0/me/messenger_profile");
    }

    private static Response facebook(String method, String path) {
        return given().header("Authorization", "Bearer " + GraphWorld.DEMO_PAGE_TOKEN)
                .request(method, "/graph-facebook/v25.0/" + path);
    }

    private static Response instagram(String method, String path) {
        return given().header("Authorization", "Bearer " + GraphWorld.DEMO_ACCOUNT_TOKEN)
                .request(method, "/graph-instagram/v25.0/" + path);
    }

    private static int subcode(Response refused) {
        Integer subcode = refused.path("error.error_subcode");
        return subcode == null ? 0 : subcode;
    }
}
