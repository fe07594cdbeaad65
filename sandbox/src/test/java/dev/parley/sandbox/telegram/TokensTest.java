package dev.parley.sandbox.telegram;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.sandbox.Control;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TokensTest {

    @BeforeEach
    void anEmptySandbox() {
        Control.reset();
    }

    @Test
    void theDemoBotAlwaysExists() {
        JsonObject demo = new JsonObject(given().get("/control/demo-accounts").asString())
                .getJsonArray("data").stream()
                        .map(JsonObject.class::cast)
                        .filter(account -> account.getString("platform").equals("telegram"))
                        .findFirst()
                        .orElseThrow();
        TestBot bot = new TestBot(demo.getJsonObject("connection").getString("bot_token"));

        JsonObject me = bot.result("getMe", new JsonObject());

        assertThat(me.getValue("id").toString()).isEqualTo(demo.getString("account"));
        assertThat(me.getBoolean("is_bot")).isTrue();
        assertThat(me.getString("username")).isEqualTo("parley_demo_bot");
        assertThat(demo.getJsonObject("participant").getString("id")).isEqualTo("5355585610");
    }

    @Test
    void aTestTokenBecomesABotWhenItIsFirstUsed() {
        assertThat(new TestBot("31:test-x").result("getMe", new JsonObject()).getLong("id"))
                .isEqualTo(31);
        assertThat(new TestBot("31:test-y").refusal("getMe", new JsonObject())).isEqualTo("401 Unauthorized");
    }

    @Test
    void otherTokensMustBeMadeKnown() {
        TestBot bot = new TestBot("55:AAH-real-looking");
        assertThat(bot.refusal("getMe", new JsonObject())).isEqualTo("401 Unauthorized");

        Control.act(
                "telegram",
                "create-bot",
                new JsonObject().put("token", bot.token()).put("name", "Shop"));

        assertThat(bot.result("getMe", new JsonObject()).getString("first_name"))
                .isEqualTo("Shop");
    }

    @Test
    void whatIsNoTokenOrNoMethodIsNotFound() {
        assertThat(new TestBot("no-colon").refusal("getMe", new JsonObject())).isEqualTo("404 Not Found");
        assertThat(TestBot.fresh().refusal("getNothing", new JsonObject()))
                .isEqualTo("404 Not Found: method not found");
        given().get("/telegram/elsewhere").then().statusCode(404);
    }

    @Test
    void aRevokedTokenIsUnauthorizedUntilRestored() {
        TestBot bot = TestBot.fresh();
        bot.anna("revoke-token", new JsonObject());
        assertThat(bot.refusal("getMe", new JsonObject())).isEqualTo("401 Unauthorized");

        bot.anna("restore-token", new JsonObject());
        assertThat(bot.result("getMe", new JsonObject()).getLong("id")).isEqualTo(700100);
    }

    @Test
    void getChatKnowsOnlyPeopleWhoWrote() {
        TestBot bot = TestBot.known();

        JsonObject chat = bot.result("getChat", TestBot.toAnna());

        assertThat(chat.getString("first_name")).isEqualTo("Anna");
        assertThat(chat.getString("type")).isEqualTo("private");
        assertThat(bot.refusal("getChat", new JsonObject().put("chat_id", 1)))
                .isEqualTo("400 Bad Request: chat not found");
    }
}
