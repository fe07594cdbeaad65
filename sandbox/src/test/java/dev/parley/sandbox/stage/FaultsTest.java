package dev.parley.sandbox.stage;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.sandbox.Control;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.HttpClientConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.http.NoHttpResponseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults, shown on Telegram's sends. */
@QuarkusTest
class FaultsTest {

    private static final JsonObject ANNA = new JsonObject().put("id", "77").put("name", "Anna");

    @BeforeEach
    void aBotThatAnnaWroteTo() {
        Control.reset();
        given().get("/telegram/bot800:test-f/getMe").then().statusCode(200);
        Control.act(
                "telegram", "limits", new JsonObject().put("chat_per_second", 0).put("bot_per_second", 0));
        Control.say("telegram", "800", ANNA, "hello");
    }

    @Test
    void aDroppedAnswerWasPerformed() {
        fault("drop_answer", new JsonObject());

        assertThatThrownBy(() -> send("lost")).isInstanceOf(NoHttpResponseException.class);
        assertThat(ledger()).containsExactly("lost");
    }

    @Test
    void aResetCallWasNotPerformed() {
        fault("reset", new JsonObject());

        assertThatThrownBy(() -> send("never")).isInstanceOf(NoHttpResponseException.class);
        assertThat(ledger()).isEmpty();
    }

    @Test
    void anErrorAfterSendWasPerformedAndAServerErrorWasNot() {
        fault("error_after_send", new JsonObject().put("times", 1));
        fault("server_error", new JsonObject().put("times", 1));

        Response performed = send("one");
        Response refused = send("two");

        assertThat(performed.statusCode()).isEqualTo(500);
        assertThat(refused.statusCode()).isEqualTo(500);
        assertThat(refused.asString())
                .isEqualTo("{\"ok\":false,\"error_code\":500,\"description\":\"Internal Server Error\"}");
        assertThat(ledger()).containsExactly("one");
    }

    @Test
    void aRateLimitSaysHowLongToWait() {
        fault("rate_limit", new JsonObject().put("retry_after", 7));

        Response response = send("two");

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.<Integer>path("parameters.retry_after")).isEqualTo(7);
        assertThat(ledger()).isEmpty();
    }

    @Test
    void aRevokedTokenIsAnsweredInThePlatformsWords() {
        fault("token_revoked", new JsonObject());

        assertThat(send("x").asString())
                .isEqualTo("{\"ok\":false,\"error_code\":401,\"description\":\"Unauthorized\"}");
        given().get("/telegram/bot800:test-f/getMe").then().statusCode(200);
    }

    @Test
    void delayedTrickledAndEchoedAnswersAreWhole() {
        fault("delay", new JsonObject().put("millis", 5).put("times", 1));
        fault("trickle", new JsonObject().put("millis", 1).put("times", 1));
        fault("echo_first", new JsonObject().put("millis", 1).put("times", 1));

        for (String text : List.of("slow", "byte by byte", "echoed")) {
            assertThat(send(text).<String>path("result.text")).isEqualTo(text);
        }

        assertThat(report().stream().map(fault -> ((JsonObject) fault).getInteger("struck")))
                .containsExactly(1, 1, 1);
    }

    @Test
    void aFaultStrikesOnlyItsTimesItsAccountAndItsOperation() {
        fault("server_error", new JsonObject().put("times", 2).put("account", "800"));
        fault("server_error", new JsonObject().put("account", "other"));

        given().get("/telegram/bot800:test-f/getMe").then().statusCode(200);
        assertThat(IntStream.range(0, 4).map(i -> send("m" + i).statusCode())).containsExactly(500, 500, 200, 200);
    }

    @Test
    void aPlatformsMethodNameIsAnOperationToo() {
        Control.fault(new JsonObject()
                .put("platform", "telegram")
                .put("operation", "getme")
                .put("kind", "server_error"));

        given().get("/telegram/bot800:test-f/getMe").then().statusCode(500);
        assertThat(send("x").statusCode()).isEqualTo(200);
    }

    @Test
    void aShareMeetsTheSameCallsInEveryRun() {
        List<Integer> first = runWithShare();
        Control.reset();
        aBotThatAnnaWroteTo();
        List<Integer> second = runWithShare();

        assertThat(second).isEqualTo(first).contains(200, 500);
    }

    @Test
    void removedFaultsNoLongerStrike() {
        fault("server_error", new JsonObject());
        given().delete("/control/faults").then().statusCode(204);

        assertThat(send("x").statusCode()).isEqualTo(200);
    }

    @Test
    void aFaultMustSayWhatAndWhere() {
        JsonObject ok = new JsonObject().put("platform", "telegram").put("kind", "delay");
        Control.post("/faults", new JsonObject().put("kind", "delay")).then().statusCode(400);
        Control.post("/faults", ok.copy().put("platform", "icq")).then().statusCode(404);
        Control.post("/faults", ok.copy().put("kind", "explode")).then().statusCode(400);
        Control.post("/faults", ok.copy().put("share", 1.5)).then().statusCode(400);
        Control.post("/faults", ok.copy().put("unknown", 1)).then().statusCode(400);
    }

    @Test
    void aLatencyHoldsACallBackBeforeItIsPerformed() {
        JsonObject latency = new JsonObject().put("platform", "telegram").put("millis", 60_000);
        Control.post("/latency", latency).then().statusCode(200);
        RestAssuredConfig impatient = RestAssuredConfig.config()
                .httpClient(HttpClientConfig.httpClientConfig().setParam("http.socket.timeout", 200));

        assertThatThrownBy(() -> given().config(impatient)
                        .queryParam("chat_id", "77")
                        .queryParam("text", "later")
                        .get("/telegram/bot800:test-f/sendMessage"))
                .isInstanceOf(SocketTimeoutException.class);

        assertThat(ledger()).isEmpty();
        Control.post("/latency", latency.put("platform", "icq")).then().statusCode(404);
    }

    private static List<Integer> runWithShare() {
        fault("server_error", new JsonObject().put("share", 0.5));
        return IntStream.range(0, 20).mapToObj(i -> send("m" + i).statusCode()).toList();
    }

    private static void fault(String kind, JsonObject more) {
        Control.fault(new JsonObject()
                .put("platform", "telegram")
                .put("operation", "send")
                .put("kind", kind)
                .mergeIn(more));
    }

    private static Response send(String text) {
        return given().formParam("chat_id", "77").formParam("text", text).post("/telegram/bot800:test-f/sendMessage");
    }

    private static List<String> ledger() {
        return Control.ledger("telegram").stream()
                .map(sent -> ((JsonObject) sent).getString("text"))
                .toList();
    }

    private static JsonArray report() {
        return new JsonObject(given().get("/control/faults").asString()).getJsonArray("data");
    }
}
