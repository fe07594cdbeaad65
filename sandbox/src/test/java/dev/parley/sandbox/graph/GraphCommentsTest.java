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
class GraphCommentsTest {
    private static final JsonObject JANE = GraphSandboxTest.JANE;

    private Hook hook;

    @BeforeEach
    void subscribed() {
        Control.reset();
        hook = new Hook().pointed("facebook").pointed("instagram");
        facebook("POST", GraphWorld.DEMO_PAGE + "/subscribed_apps?subscribed_fields=feed", new JsonObject())
                .then()
                .statusCode(200);
        instagram("POST", "me/subscribed_apps?subscribed_fields=comments", new JsonObject())
                .then()
                .statusCode(200);
    }

    @AfterEach
    void close() {
        hook.close();
    }

    @Test
    void anAnswerBecomesACommentOfTheAccountsOwn() {
        String comment = comment("instagram", new JsonObject());

        String answer = instagram("POST", comment + "/replies", new JsonObject().put("message", "Sent!"))
                .path("id");

        await().until(() -> hook.items().size() == 2);
        JsonObject told = hook.items().get(1).getJsonObject("value");
        assertThat(told.getString("id")).isEqualTo(answer);
        assertThat(told.getString("parent_id")).isEqualTo(comment);
        assertThat(told.getJsonObject("from").getString("self_ig_scoped_id")).isEqualTo(GraphWorld.DEMO_ACCOUNT);
    }

    @Test
    void anAccountCommentsOnAPostOfItsOwnOnly() {
        comment("instagram", new JsonObject());
        JsonObject text = new JsonObject().put("message", "Comment GUIDE for the checklist");

        instagram("POST", "17950/comments", text).then().statusCode(200);
        instagram("POST", "17951/comments", text).then().statusCode(400);

        await().until(() -> hook.items().size() == 2);
        assertThat(hook.items().get(1).getJsonObject("value").getString("parent_id"))
                .isEqualTo("17950");
    }

    @Test
    void aPageIsToldOfHidingAndInstagramIsNot() {
        String page = comment("facebook", new JsonObject());
        facebook("POST", page, new JsonObject().put("is_hidden", true)).then().statusCode(200);
        await().until(() -> hook.items().size() == 2);
        assertThat(hook.items().get(1).getJsonObject("value").getString("verb")).isEqualTo("hide");

        String account = comment("instagram", new JsonObject());
        instagram("POST", account, new JsonObject().put("hide", true)).then().statusCode(200);
        await().until(() -> hook.items().size() == 3);
        assertThat(Control.actions("instagram").getJsonObject(0).getString("action"))
                .isEqualTo("hide");
    }

    @Test
    void anAuthorCanBeHiddenOrGoByAnotherId() {
        String anonymous = comment("facebook", new JsonObject().put("anonymous", true));
        String shown = comment("facebook", new JsonObject().put("shown_as", "88"));
        comment("facebook", new JsonObject().put("untold", true));

        await().until(() -> hook.items().size() == 2);
        assertThat(hook.items().getFirst().getJsonObject("value").containsKey("from"))
                .isFalse();
        assertThat(facebook("GET", anonymous, new JsonObject()).<Object>path("from"))
                .isNull();
        assertThat(facebook("GET", shown, new JsonObject()).<String>path("from.id"))
                .isEqualTo("88");
        assertThat(replyPrivately(GraphWorld.DEMO_PAGE_TOKEN, "facebook", anonymous)
                        .<String>path("recipient_id"))
                .isEqualTo(JANE.getString("id"));
    }

    @Test
    void onInstagramASecondPrivateReplyAndALateOneAreInvalid() {
        String comment = comment("instagram", new JsonObject());
        String late = comment("instagram", new JsonObject().put("days", 8));

        assertThat(replyPrivately(GraphWorld.DEMO_ACCOUNT_TOKEN, "instagram", comment)
                        .statusCode())
                .isEqualTo(200);
        assertThat(replyPrivately(GraphWorld.DEMO_ACCOUNT_TOKEN, "instagram", comment)
                        .<Integer>path("error.error_subcode"))
                .isEqualTo(2534025);
        assertThat(replyPrivately(GraphWorld.DEMO_ACCOUNT_TOKEN, "instagram", late)
                        .<Integer>path("error.error_subcode"))
                .isEqualTo(2534025);
    }

    @Test
    void anEmptyListOfIceBreakersIsRefusedAndABarDoesDamage() {
        instagram("POST", "me/messenger_profile", new JsonObject().put("ice_breakers", new JsonArray()))
                .then()
                .statusCode(400);
        JsonObject question = new JsonObject().put("question", "Vegan?").put("payload", "menu|vegan");
        JsonObject locale =
                new JsonObject().put("locale", "default").put("call_to_actions", new JsonArray().add(question));

        instagram("POST", "me/messenger_profile", new JsonObject().put("ice_breakers", new JsonArray().add(locale)))
                .then()
                .statusCode(200);

        assertThat(instagram("GET", "me/messenger_profile?fields=ice_breakers", new JsonObject())
                        .<String>path("data[0].ice_breakers[0].call_to_actions[0].payload"))
                .isEqualTo("menu");
    }

    private static String comment(String platform, JsonObject circumstances) {
        String account = platform.equals("facebook") ? GraphWorld.DEMO_PAGE : GraphWorld.DEMO_ACCOUNT;
        return Control.act(
                        platform,
                        "comment",
                        circumstances
                                .put("account", account)
                                .put("participant", JANE)
                                .put("text", "GUIDE"))
                .getString("external_id");
    }

    private static Response replyPrivately(String token, String server, String comment) {
        return call(
                token,
                server,
                "POST",
                "me/messages",
                new JsonObject()
                        .put("recipient", new JsonObject().put("comment_id", comment))
                        .put("message", new JsonObject().put("text", "here")));
    }

    private static Response facebook(String method, String path, JsonObject body) {
        return call(GraphWorld.DEMO_PAGE_TOKEN, "facebook", method, path, body);
    }

    private static Response instagram(String method, String path, JsonObject body) {
        return call(GraphWorld.DEMO_ACCOUNT_TOKEN, "instagram", method, path, body);
    }

    private static Response call(String token, String server, String method, String path, JsonObject body) {
        return given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body(body.encode())
                .request(method, "/graph-" + server + "/v25.0/" + path);
    }
}
