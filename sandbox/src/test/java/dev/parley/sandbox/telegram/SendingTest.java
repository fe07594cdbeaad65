package dev.parley.sandbox.telegram;

import static dev.parley.sandbox.telegram.TestBot.ANNA_ID;
import static dev.parley.sandbox.telegram.TestBot.keyboard;
import static dev.parley.sandbox.telegram.TestBot.toAnna;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.sandbox.Control;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SendingTest {

    private TestBot bot;

    @BeforeEach
    void aBotThatAnnaWroteTo() {
        Control.reset();
        bot = TestBot.known();
    }

    @Test
    void aSentTextIsAMessageWithoutNulls() {
        String answer = bot.ok("sendMessage", toAnna().put("text", "hi"));
        JsonObject result = new JsonObject(answer).getJsonObject("result");

        assertThat(answer)
                .isEqualTo("{\"ok\":true,\"result\":{\"message_id\":"
                        + result.getLong("message_id") + ",\"from\":{\"id\":700100,\"is_bot\":true,"
                        + "\"first_name\":\"Bot 700100\",\"username\":\"parley_700100_bot\"},\"chat\":{\"id\":"
                        + ANNA_ID + ",\"first_name\":\"Anna\",\"last_name\":\"Lee Smith\",\"username\":\"anna\","
                        + "\"type\":\"private\"},\"date\":" + result.getLong("date") + ",\"text\":\"hi\"}}");
    }

    @Test
    void parametersAreReadFromQueryFormMultipartAndJson() {
        given().queryParam("chat_id", ANNA_ID)
                .queryParam("text", "query")
                .get(bot.path("sendmessage"))
                .then()
                .statusCode(200);
        given().formParam("chat_id", ANNA_ID)
                .formParam("text", "form")
                .formParam("reply_markup", keyboard("Yes", "y").encode())
                .post(bot.path("SENDMESSAGE"))
                .then()
                .statusCode(200);
        given().multiPart("chat_id", ANNA_ID)
                .multiPart("text", "multipart")
                .post(bot.path("sendMessage"))
                .then()
                .statusCode(200);
        bot.send("json");

        assertThat(Control.ledger("telegram").stream().map(sent -> ((JsonObject) sent).getString("text")))
                .containsExactly("query", "form", "multipart", "json");
        assertThat(Control.ledger("telegram").getJsonObject(1).getJsonObject("reply_markup"))
                .isEqualTo(keyboard("Yes", "y"));
    }

    @Test
    void whatIsSentStandsInLedgerAndInbox() {
        JsonObject one = bot.send("one");
        bot.sendWithButton("two", "Yes", "y");

        JsonObject sent = Control.ledger("telegram").getJsonObject(0);
        assertThat(sent.getString("external_id")).isEqualTo(one.getString("message_id"));
        assertThat(sent.getString("account")).isEqualTo("700100");
        assertThat(sent.getString("participant")).isEqualTo(ANNA_ID);
        assertThat(sent.getString("text")).isEqualTo("one");
        JsonArray inbox = Control.inbox("telegram", "700100", ANNA_ID);
        assertThat(inbox.size()).isEqualTo(2);
        assertThat(inbox.getJsonObject(1).getString("text")).isEqualTo("two");
        assertThat(inbox.getJsonObject(1).getString("kind")).isEqualTo("text");
        assertThat(inbox.getJsonObject(1).getJsonObject("reply_markup")).isEqualTo(keyboard("Yes", "y"));
    }

    @Test
    void aTextIsTrimmedAndItsCommandsAndLinksAreMarked() {
        JsonObject message = bot.send("  see https://parley.dev or /help \n");

        assertThat(message.getString("text")).isEqualTo("see https://parley.dev or /help");
        assertThat(message.getJsonArray("entities").encode())
                .isEqualTo("[{\"offset\":4,\"length\":18,\"type\":\"url\"},"
                        + "{\"offset\":26,\"length\":5,\"type\":\"bot_command\"}]");
    }

    @Test
    void emptyAndTooLongTextsAreRefused() {
        assertThat(bot.refusal("sendMessage", toAnna())).isEqualTo("400 Bad Request: message text is empty");
        assertThat(bot.refusal("sendMessage", toAnna().put("text", " \n")))
                .isEqualTo("400 Bad Request: message text is empty");
        assertThat(bot.refusal("sendMessage", toAnna().put("text", "x".repeat(4_097))))
                .isEqualTo("400 Bad Request: message is too long");
        assertThat(bot.send("😀".repeat(4_096)).getString("text")).hasSize(8_192);
    }

    @Test
    void htmlIsParsedBeforeItsLengthIsMeasured() {
        JsonObject html = toAnna().put("parse_mode", "HTML");
        JsonObject message = bot.result("sendMessage", html.copy().put("text", "<b>" + "x".repeat(4_096) + "</b>"));

        assertThat(message.getJsonArray("entities").encode())
                .isEqualTo("[{\"offset\":0,\"length\":4096,\"type\":\"bold\"}]");
        assertThat(bot.refusal("sendMessage", html.copy().put("text", "a <u>b")))
                .isEqualTo(
                        "400 Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"u\"");
        assertThat(bot.refusal("sendMessage", html.copy().put("text", "é <img>")))
                .isEqualTo("400 Bad Request: can't parse entities: Unsupported start tag \"img\" at byte offset 3");
    }

    @Test
    void onlyPeopleWhoWroteCanBeWrittenTo() {
        assertThat(bot.refusal("sendMessage", new JsonObject().put("text", "hi")))
                .isEqualTo("400 Bad Request: chat_id is empty");
        assertThat(bot.refusal(
                        "sendMessage",
                        new JsonObject().put("chat_id", "@somebody").put("text", "hi")))
                .isEqualTo("400 Bad Request: chat not found");
        assertThat(bot.refusal(
                        "sendMessage", new JsonObject().put("chat_id", 12345).put("text", "hi")))
                .isEqualTo("403 Forbidden: bot can't initiate conversation with a user");
        assertThat(bot.refusal(
                        "sendMessage", new JsonObject().put("chat_id", 700100).put("text", "hi")))
                .isEqualTo("403 Forbidden: bot can't send messages to bots");
        assertThat(Control.ledger("telegram")).isEmpty();
    }

    @Test
    void aPersonWhoBlockedTheBotOrIsGoneCannotBeWrittenTo() {
        bot.anna("block", new JsonObject());
        assertThat(bot.refusal("sendMessage", toAnna().put("text", "hi")))
                .isEqualTo("403 Forbidden: bot was blocked by the user");
        bot.anna("unblock", new JsonObject());
        bot.send("back");

        bot.anna("deactivate", new JsonObject());
        assertThat(bot.refusal("sendMessage", toAnna().put("text", "hi")))
                .isEqualTo("403 Forbidden: user is deactivated");
    }

    @Test
    void aReplyNamesAMessageOfTheChatUnlessItMayDoWithout() {
        JsonObject question = bot.send("question");
        JsonObject reply = new JsonObject().put("message_id", question.getLong("message_id"));
        JsonObject message =
                bot.result("sendMessage", toAnna().put("text", "answer").put("reply_parameters", reply));
        assertThat(message.getJsonObject("reply_to_message").getString("text")).isEqualTo("question");

        JsonObject gone = new JsonObject().put("message_id", 99);
        assertThat(bot.refusal("sendMessage", toAnna().put("text", "x").put("reply_parameters", gone)))
                .isEqualTo("400 Bad Request: message to be replied not found");
        gone.put("allow_sending_without_reply", true);
        assertThat(bot.result("sendMessage", toAnna().put("text", "x").put("reply_parameters", gone))
                        .fieldNames())
                .doesNotContain("reply_to_message");
        assertThat(Control.ledger("telegram").getJsonObject(1).getString("reply_to"))
                .isEqualTo(question.getString("message_id"));
    }

    @Test
    void keyboardsAreChecked() {
        assertThat(withMarkup("nonsense")).isEqualTo("400 Bad Request: can't parse reply keyboard markup JSON object");
        assertThat(withMarkup(new JsonArray())).isEqualTo("400 Bad Request: object expected as reply markup");
        assertThat(withMarkup(keyboard("Yes", "x".repeat(65)))).isEqualTo("400 Bad Request: BUTTON_DATA_INVALID");
        JsonObject noAction = new JsonObject().put("text", "Yes");
        assertThat(withMarkup(
                        new JsonObject().put("inline_keyboard", new JsonArray().add(new JsonArray().add(noAction)))))
                .isEqualTo("400 Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the"
                        + " inline keyboard");
        assertThat(withMarkup(new JsonObject().put("inline_keyboard", new JsonArray().add(noAction))))
                .isEqualTo("400 Bad Request: field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array of"
                        + " Arrays");
    }

    @Test
    void moreThanAChatsShareIsAnsweredWithAWait() {
        bot.anna("limits", new JsonObject().put("chat_per_second", 0.01).put("chat_burst", 2));
        bot.send("one");
        bot.send("two");

        Response response = bot.call("sendMessage", toAnna().put("text", "three"));

        JsonObject body = new JsonObject(response.asString());
        int wait = body.getJsonObject("parameters").getInteger("retry_after");
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(wait).isBetween(1, 100);
        assertThat(body.getString("description")).isEqualTo("Too Many Requests: retry after " + wait);
        assertThat(Control.ledger("telegram")).hasSize(2);
    }

    @Test
    void moreThanTheBotsShareIsAnsweredWithAWait() {
        bot.anna("limits", new JsonObject().put("bot_per_second", 0.01).put("bot_burst", 1));
        bot.send("one");

        assertThat(bot.refusal("sendMessage", toAnna().put("text", "two")))
                .matches("429 Too Many Requests: retry after \\d+");
    }

    private String withMarkup(Object markup) {
        return bot.refusal("sendMessage", toAnna().put("text", "x").put("reply_markup", markup));
    }
}
