package dev.parley.sandbox.telegram;

import static io.restassured.RestAssured.given;

import dev.parley.sandbox.Control;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A bot program calling the sandbox's Bot API, and one person it talks to. */
record TestBot(String token) {

    static final JsonObject ANNA = new JsonObject()
            .put("id", "5355585610123")
            .put("name", "Anna Lee Smith")
            .put("username", "anna");
    static final String ANNA_ID = "5355585610123";

    /** A bot with unlimited pace, to whom Anna has written once. */
    static TestBot known() {
        TestBot bot = fresh();
        bot.unlimited();
        bot.hear("hello");
        return bot;
    }

    static TestBot fresh() {
        TestBot bot = new TestBot("700100:test-a");
        bot.result("getMe", new JsonObject());
        return bot;
    }

    String account() {
        return token.substring(0, token.indexOf(':'));
    }

    void unlimited() {
        Control.act(
                "telegram",
                "limits",
                new JsonObject()
                        .put("account", account())
                        .put("chat_per_second", 0)
                        .put("bot_per_second", 0)
                        .put("set_webhook_per_second", 0));
    }

    /** Anna writes. */
    String hear(String text) {
        return Control.say("telegram", account(), ANNA, text);
    }

    /** Anna does something: an act on this bot. */
    JsonObject anna(String act, JsonObject more) {
        return Control.act(
                "telegram",
                act,
                new JsonObject()
                        .put("account", account())
                        .put("participant", ANNA)
                        .mergeIn(more));
    }

    Response call(String method, JsonObject parameters) {
        return given().contentType("application/json").body(parameters.encode()).post(path(method));
    }

    String path(String method) {
        return "/telegram/bot" + token + "/" + method;
    }

    /** The result of a call that must succeed. */
    JsonObject result(String method, JsonObject parameters) {
        return new JsonObject(ok(method, parameters)).getJsonObject("result");
    }

    String ok(String method, JsonObject parameters) {
        Response response = call(method, parameters);
        response.then().statusCode(200);
        return response.asString();
    }

    /** Code and description of a call that must fail; its HTTP status is the code. */
    String refusal(String method, JsonObject parameters) {
        Response response = call(method, parameters);
        JsonObject body = new JsonObject(response.asString());
        response.then().statusCode(body.getInteger("error_code"));
        return body.getInteger("error_code") + " " + body.getString("description");
    }

    JsonObject send(String text) {
        return result("sendMessage", toAnna().put("text", text));
    }

    JsonObject sendWithButton(String text, String label, String data) {
        return result("sendMessage", toAnna().put("text", text).put("reply_markup", keyboard(label, data)));
    }

    static JsonObject keyboard(String label, String data) {
        JsonObject button = new JsonObject().put("text", label).put("callback_data", data);
        return new JsonObject().put("inline_keyboard", new JsonArray().add(new JsonArray().add(button)));
    }

    static JsonObject toAnna() {
        return new JsonObject().put("chat_id", Long.valueOf(ANNA_ID));
    }

    void setWebhook(Receiver receiver) {
        ok("setWebhook", new JsonObject().put("url", receiver.url()).put("secret_token", "s3cret_-"));
    }
}
