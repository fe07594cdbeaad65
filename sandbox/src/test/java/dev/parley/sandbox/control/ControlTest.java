package dev.parley.sandbox.control;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.parley.sandbox.Control;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ControlTest {

    private static final JsonObject BO = new JsonObject().put("id", "88");

    @BeforeEach
    void threeSendsOfTwoBots() {
        Control.reset();
        for (String account : new String[] {"901", "902", "901"}) {
            given().get("/telegram/bot" + account + ":test-c/getMe").then().statusCode(200);
            Control.say("telegram", account, BO, "hi");
            given().formParam("chat_id", "88")
                    .formParam("text", "to " + account)
                    .post("/telegram/bot" + account + ":test-c/sendMessage")
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void theLedgerCanBePagedAndFiltered() {
        assertThat(Control.ledger("telegram")).hasSize(3);
        given().get("/control/telegram/ledger?after=1&limit=1")
                .then()
                .body("data", hasSize(1))
                .body("data[0].text", equalTo("to 902"))
                .body("total", equalTo(3));
        given().get("/control/telegram/ledger?account=901").then().body("data", hasSize(2));
    }

    @Test
    void unknownNamesAreNotFound() {
        given().get("/control/icq/ledger").then().statusCode(404).body("error", containsString("icq"));
        Control.post("/telegram/acts/dance", new JsonObject()).then().statusCode(404);
        say(new JsonObject().put("account", "1").put("participant", BO).put("text", "x"))
                .statusCode(404);
    }

    @Test
    void incompleteOrMalformedOrdersAreRefused() {
        say(new JsonObject().put("account", "901").put("text", "x")).statusCode(400);
        say(new JsonObject().put("account", "901").put("participant", BO)).statusCode(400);
        say(new JsonObject().put("account", "901").put("participant", "anna").put("text", "x"))
                .statusCode(400);
        given().body("{").post("/control/telegram/say").then().statusCode(400);
        given().get("/control/telegram/inbox?account=901").then().statusCode(400);
        Control.post(
                        "/telegram/acts/send",
                        new JsonObject().put("account", "901").put("message", 5))
                .then()
                .statusCode(400);
    }

    @Test
    void aResetForgetsBotsAndLedger() {
        Control.reset();

        assertThat(Control.ledger("telegram")).isEmpty();
        given().get("/control/telegram/inbox?account=901&participant=88").then().statusCode(404);
    }

    @Test
    void noIdComesAgainAfterAReset() {
        List<String> before = idsOfAMessageOnEveryPlatform();

        Control.reset();

        assertThat(idsOfAMessageOnEveryPlatform()).doesNotContainAnyElementsOf(before);
    }

    private static List<String> idsOfAMessageOnEveryPlatform() {
        JsonArray accounts =
                new JsonObject(given().get("/control/demo-accounts").asString()).getJsonArray("data");
        return accounts.stream()
                .map(JsonObject.class::cast)
                .map(account -> Control.say(
                        account.getString("platform"),
                        account.getString("account"),
                        account.getJsonObject("participant"),
                        "hi"))
                .toList();
    }

    private static ValidatableResponse say(JsonObject body) {
        return Control.post("/telegram/say", body).then();
    }
}
