package dev.parley.sandbox;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The control API, as tests speak to it. */
public final class Control {

    private Control() {}

    public static void reset() {
        given().post("/control/reset").then().statusCode(200);
    }

    public static Response post(String path, JsonObject body) {
        return given().contentType("application/json").body(body.encode()).post("/control" + path);
    }

    /** Plays an act that must succeed. */
    public static JsonObject act(String platform, String act, JsonObject body) {
        Response response = post("/" + platform + "/acts/" + act, body);
        response.then().statusCode(200);
        return new JsonObject(response.asString());
    }

    /** The participant writes; returns the message's id. */
    public static String say(String platform, String account, JsonObject participant, String text) {
        Response response = post(
                "/" + platform + "/say",
                new JsonObject()
                        .put("account", account)
                        .put("participant", participant)
                        .put("text", text));
        response.then().statusCode(200);
        return response.path("external_id");
    }

    public static void fault(JsonObject fault) {
        post("/faults", fault).then().statusCode(201);
    }

    public static JsonArray ledger(String platform) {
        return data("/control/" + platform + "/ledger");
    }

    public static JsonArray actions(String platform) {
        return data("/control/" + platform + "/actions");
    }

    public static JsonArray inbox(String platform, String account, String participant) {
        return data("/control/" + platform + "/inbox?account=" + account + "&participant=" + participant);
    }

    private static JsonArray data(String path) {
        Response response = given().get(path);
        response.then().statusCode(200);
        return new JsonObject(response.asString()).getJsonArray("data");
    }
}
