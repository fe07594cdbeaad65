package dev.parley.sandbox.bluesky;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.sandbox.Control;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BlueskyTest {
    private static final String PROXY = "did:web:api.bsky.chat#bsky_chat";
    private static final JsonObject JANE = new JsonObject().put("id", "did:plc:janedoe2222222222222222");

    private String account;
    private String access;
    private String refresh;

    @BeforeEach
    void logIn() {
        Control.reset();
        Response session = createSession("shop.test", "app-password");
        account = session.path("did");
        access = session.path("accessJwt");
        refresh = session.path("refreshJwt");
    }

    private static Response createSession(String identifier, String password) {
        return given().contentType("application/json")
                .body(new JsonObject()
                        .put("identifier", identifier)
                        .put("password", password)
                        .encode())
                .post("/bluesky/xrpc/com.atproto.server.createSession");
    }

    private RequestSpecification chat() {
        return given().header("Authorization", "Bearer " + access).header("atproto-proxy", PROXY);
    }

    private Response log(String cursor) {
        return chat().queryParam("cursor", cursor).get("/bluesky/xrpc/chat.bsky.convo.getLog");
    }

    private Response send(String convo, String text) {
        JsonObject input = new JsonObject().put("convoId", convo).put("message", new JsonObject().put("text", text));
        return chat().contentType("application/json")
                .body(input.encode())
                .post("/bluesky/xrpc/chat.bsky.convo.sendMessage");
    }

    private String convoWithJane() {
        return chat().queryParam("members", account)
                .queryParam("members", JANE.getString("id"))
                .get("/bluesky/xrpc/chat.bsky.convo.getConvoForMembers")
                .path("convo.id");
    }

    private void act(String act, JsonObject more) {
        Control.act(
                "bluesky",
                act,
                new JsonObject()
                        .put("account", account)
                        .put("participant", JANE)
                        .mergeIn(more));
    }

    @Test
    void aLogWithoutCursorStartsNow() {
        Control.say("bluesky", account, JANE, "long ago");

        Response page = chat().get("/bluesky/xrpc/chat.bsky.convo.getLog");

        assertThat(page.<Iterable<?>>path("logs")).isEmpty();
        assertThat(page.<String>path("cursor")).hasSize(13);
    }

    @Test
    void whatAParticipantSaysStandsInTheLogAfterTheCursor() {
        String cursor = chat().get("/bluesky/xrpc/chat.bsky.convo.getLog").path("cursor");
        String id = Control.say("bluesky", account, JANE, "hello");

        Response page = log(cursor);

        assertThat(page.<String>path("logs[-1].message.id")).isEqualTo(id);
        assertThat(page.<String>path("cursor")).isEqualTo(page.path("logs[-1].rev"));
        assertThat(log(page.path("cursor")).<Iterable<?>>path("logs")).isEmpty();
    }

    @Test
    void aMessageDeletedSinceComesAsADeletedView() {
        String cursor = chat().get("/bluesky/xrpc/chat.bsky.convo.getLog").path("cursor");
        String id = Control.say("bluesky", account, JANE, "gone");
        act("delete", new JsonObject().put("external_id", id));

        JsonArray logs = new JsonObject(log(cursor).asString()).getJsonArray("logs");

        assertThat(logs.stream()
                        .map(entry -> ((JsonObject) entry).getJsonObject("message", new JsonObject()))
                        .map(message -> message.getString("$type")))
                .contains("chat.bsky.convo.defs#deletedMessageView")
                .doesNotContain("chat.bsky.convo.defs#messageView");
    }

    @Test
    void aSendIsInTheInboxTheLedgerAndTheOwnLog() {
        String cursor = chat().get("/bluesky/xrpc/chat.bsky.convo.getLog").path("cursor");

        Response sent = send(convoWithJane(), "hi Jane");

        assertThat(sent.statusCode()).isEqualTo(200);
        assertThat(Control.inbox("bluesky", account, JANE.getString("id"))).hasSize(1);
        assertThat(Control.ledger("bluesky")).hasSize(1);
        assertThat(log(cursor).<String>path("logs[-1].message.sender.did")).isEqualTo(account);
    }

    @Test
    void aTextOfTooManyGraphemesIsRefused() {
        Response refused = send(convoWithJane(), "x".repeat(1001));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.<String>path("message")).contains("1000 graphemes");
    }

    @Test
    void anUnwillingRecipientIsRefusedByName() {
        String convo = convoWithJane();
        act("accept-messages", new JsonObject().put("value", false));

        assertThat(send(convo, "hi").<String>path("error")).isEqualTo("MessagesDisabled");
    }

    @Test
    void withoutTheProxyHeaderThePdsKnowsNoChat() {
        Response refused =
                given().header("Authorization", "Bearer " + access).get("/bluesky/xrpc/chat.bsky.convo.getLog");

        assertThat(refused.statusCode()).isEqualTo(501);
    }

    @Test
    void anAppPasswordWithoutTheScopeMayNotReadMessages() {
        access = createSession("other.test", "nodm-password").path("accessJwt");

        Response refused = chat().get("/bluesky/xrpc/chat.bsky.convo.getLog");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.<String>path("message")).isEqualTo("Bad token method");
    }

    @Test
    void anExpiredSessionIsABadRequestAndCanBeRefreshed() {
        act("expire-session", new JsonObject());
        assertThat(log("2222222222222").<String>path("error")).isEqualTo("ExpiredToken");

        access = given().header("Authorization", "Bearer " + refresh)
                .post("/bluesky/xrpc/com.atproto.server.refreshSession")
                .path("accessJwt");

        assertThat(log("2222222222222").statusCode()).isEqualTo(200);
    }

    @Test
    void theEleventhLoginOfADayIsThrottled() {
        for (int i = 0; i < 9; i++) {
            createSession("shop.test", "app-password").then().statusCode(200);
        }

        Response throttled = createSession("shop.test", "app-password");

        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(throttled.header("ratelimit-policy")).isEqualTo("10;w=86400");
    }

    @Test
    void aReadShowsTwiceInTheLog() {
        Control.say("bluesky", account, JANE, "hello");
        String cursor = chat().get("/bluesky/xrpc/chat.bsky.convo.getLog").path("cursor");
        act("read", new JsonObject());

        assertThat(log(cursor).<List<String>>path("logs.'$type'"))
                .containsExactly("chat.bsky.convo.defs#logReadMessage", "chat.bsky.convo.defs#logReadConvo");
    }
}
