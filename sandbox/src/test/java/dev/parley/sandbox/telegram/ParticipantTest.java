package dev.parley.sandbox.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.sandbox.Control;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ParticipantTest {

    private TestBot bot;
    private Receiver receiver;

    @BeforeEach
    void aBotWithAWebhook() {
        Control.reset();
        receiver = new Receiver();
        bot = TestBot.known();
        bot.setWebhook(receiver);
        await().until(() -> receiver.deliveries().size() == 1);
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void tappingAButtonIsACallbackQueryThatCanBeAnswered() {
        bot.sendWithButton("sure?", "Yes", "y");

        String id = bot.anna("tap", new JsonObject().put("button", "Yes")).getString("external_id");

        JsonObject query = next().getJsonObject("callback_query");
        assertThat(query.fieldNames()).containsExactly("id", "from", "message", "chat_instance", "data");
        assertThat(query.getString("id")).isEqualTo(id).matches("\\d+");
        assertThat(query.getString("data")).isEqualTo("y");
        assertThat(query.getJsonObject("message").getJsonObject("from").getBoolean("is_bot"))
                .isTrue();
        assertThat(new JsonObject(bot.ok("answerCallbackQuery", new JsonObject().put("callback_query_id", id)))
                        .getBoolean("result"))
                .isTrue();
        JsonObject ack = Control.actions("telegram").getJsonObject(1);
        assertThat(ack.getString("action")).isEqualTo("ack");
        assertThat(ack.getString("external_id")).isEqualTo(id);
    }

    @Test
    void aCallbackQueryCannotBeAnsweredLate() {
        bot.sendWithButton("sure?", "Yes", "y");
        String id = bot.anna("tap", new JsonObject()).getString("external_id");
        Control.act("telegram", "clock", new JsonObject().put("callback_life_millis", -1));

        String refusal = "400 Bad Request: query is too old and response timeout expired or query ID is invalid";
        assertThat(bot.refusal("answerCallbackQuery", new JsonObject().put("callback_query_id", id)))
                .isEqualTo(refusal);
        assertThat(bot.refusal("answerCallbackQuery", new JsonObject().put("callback_query_id", "1")))
                .isEqualTo(refusal);
    }

    @Test
    void aTapOnAnOldMessageOrAnInlineMessageShowsNoContent() {
        bot.sendWithButton("sure?", "Yes", "y");
        bot.anna("tap", new JsonObject().put("inaccessible", true));
        JsonObject old = next().getJsonObject("callback_query").getJsonObject("message");
        bot.anna("tap", new JsonObject().put("inline", true));
        await().until(() -> receiver.deliveries().size() == 3);

        assertThat(old.fieldNames()).containsExactly("chat", "message_id", "date");
        assertThat(old.getInteger("date")).isZero();
        assertThat(receiver.deliveries()
                        .getLast()
                        .update()
                        .getJsonObject("callback_query")
                        .fieldNames())
                .containsExactly("id", "from", "inline_message_id", "chat_instance", "data");
    }

    @Test
    void onlyAButtonThatIsThereCanBeTapped() {
        bot.send("plain");
        tapStatus(new JsonObject(), 409);
        bot.sendWithButton("sure?", "Yes", "y");
        tapStatus(new JsonObject().put("button", "No"), 409);
        tapStatus(new JsonObject().put("external_id", "x"), 400);
    }

    @Test
    void anyMessageObjectCanBeSent() {
        JsonObject contact = new JsonObject().put("phone_number", "+15550100").put("first_name", "Bo");
        bot.anna("send", new JsonObject().put("message", new JsonObject().put("contact", contact)));

        JsonObject message = next().getJsonObject("message");
        assertThat(message.fieldNames()).containsExactly("message_id", "from", "chat", "date", "contact");
        assertThat(message.getJsonObject("contact")).isEqualTo(contact);
    }

    @Test
    void aReplyCarriesTheOriginal() {
        String question = bot.send("question").getString("message_id");
        JsonObject said = new JsonObject().put("text", "answer");
        bot.anna("send", new JsonObject().put("reply_to", question).put("message", said));

        JsonObject message = next().getJsonObject("message");
        assertThat(message.getString("text")).isEqualTo("answer");
        assertThat(message.getJsonObject("reply_to_message").getString("text")).isEqualTo("question");
        assertThat(message.getJsonObject("reply_to_message")
                        .getJsonObject("from")
                        .getBoolean("is_bot"))
                .isTrue();
    }

    @Test
    void anEditArrivesWithTheSameIdAndAnEditDate() {
        String id = bot.hear("helo");
        next();
        bot.anna("edit", new JsonObject().put("external_id", id).put("message", new JsonObject().put("text", "hello")));

        await().until(() -> receiver.deliveries().size() == 3);
        JsonObject edited = receiver.deliveries().getLast().update().getJsonObject("edited_message");
        assertThat(edited.getInteger("message_id")).isEqualTo(Integer.valueOf(id));
        assertThat(edited.getString("text")).isEqualTo("hello");
        assertThat(edited.containsKey("edit_date")).isTrue();
    }

    @Test
    void whoBlockedTheBotCannotWrite() {
        bot.anna("block", new JsonObject());

        Control.post(
                        "/telegram/say",
                        new JsonObject()
                                .put("account", bot.account())
                                .put("participant", TestBot.ANNA)
                                .put("text", "x"))
                .then()
                .statusCode(409);
    }

    private JsonObject next() {
        await().until(() -> receiver.deliveries().size() == 2);
        return receiver.deliveries().get(1).update();
    }

    private void tapStatus(JsonObject more, int status) {
        JsonObject body = new JsonObject()
                .put("account", bot.account())
                .put("participant", TestBot.ANNA)
                .mergeIn(more);
        Control.post("/telegram/acts/tap", body).then().statusCode(status);
    }
}
