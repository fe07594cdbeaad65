package dev.parley.sandbox.telegram;

import static dev.parley.sandbox.telegram.TestBot.keyboard;
import static dev.parley.sandbox.telegram.TestBot.toAnna;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.sandbox.Control;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EditingTest {

    private TestBot bot;
    private long sent;

    @BeforeEach
    void aMessageWithAButton() {
        Control.reset();
        bot = TestBot.known();
        sent = bot.sendWithButton("before", "Yes", "y").getLong("message_id");
    }

    @Test
    void aBareTextEditTakesTheKeyboardAway() {
        JsonObject message = bot.result("editMessageText", edit("after"));

        assertThat(message.getString("text")).isEqualTo("after");
        assertThat(message.containsKey("edit_date")).isTrue();
        assertThat(message.containsKey("reply_markup")).isFalse();
        assertThat(Control.inbox("telegram", bot.account(), TestBot.ANNA_ID)
                        .getJsonObject(0)
                        .getString("text"))
                .isEqualTo("after");
    }

    @Test
    void aTextEditWithTheKeyboardKeepsIt() {
        JsonObject message = bot.result("editMessageText", edit("after").put("reply_markup", keyboard("Yes", "y")));

        assertThat(message.getJsonObject("reply_markup")).isEqualTo(keyboard("Yes", "y"));
        JsonObject action = Control.actions("telegram").getJsonObject(0);
        assertThat(action.getString("action")).isEqualTo("edit");
        assertThat(action.getString("external_id")).isEqualTo(Long.toString(sent));
    }

    @Test
    void theKeyboardAloneCanBeReplacedAndRemoved() {
        JsonObject target = toAnna().put("message_id", sent);
        JsonObject replaced =
                bot.result("editMessageReplyMarkup", target.copy().put("reply_markup", keyboard("No", "n")));
        JsonObject removed = bot.result("editMessageReplyMarkup", target.copy().put("reply_markup", new JsonObject()));

        assertThat(replaced.getJsonObject("reply_markup")).isEqualTo(keyboard("No", "n"));
        assertThat(removed.containsKey("reply_markup")).isFalse();
        assertThat(removed.getString("text")).isEqualTo("before");
    }

    @Test
    void anEditThatChangesNothingIsRefused() {
        assertThat(bot.refusal("editMessageText", edit("before").put("reply_markup", keyboard("Yes", "y"))))
                .isEqualTo("400 Bad Request: message is not modified: specified new message content and reply markup"
                        + " are exactly the same as a current content and reply markup of the message");
    }

    @Test
    void onlyTheBotsOwnKnownTextsCanBeEdited() {
        assertThat(bot.refusal("editMessageText", toAnna().put("text", "x")))
                .isEqualTo("400 Bad Request: message identifier is not specified");
        assertThat(bot.refusal("editMessageText", toAnna().put("message_id", 77).put("text", "x")))
                .isEqualTo("400 Bad Request: message to edit not found");
        assertThat(bot.refusal(
                        "editMessageText", toAnna().put("message_id", sent - 1).put("text", "x")))
                .isEqualTo("400 Bad Request: message can't be edited");
        assertThat(bot.refusal(
                        "editMessageCaption", toAnna().put("message_id", sent).put("caption", "x")))
                .isEqualTo("400 Bad Request: there is no caption in the message to edit");
        assertThat(bot.refusal("editMessageText", edit("x".repeat(4_097))))
                .isEqualTo("400 Bad Request: MESSAGE_TOO_LONG");
    }

    @Test
    void aMessageWithAnotherKindOfKeyboardCannotBeEdited() {
        JsonObject forceReply = new JsonObject().put("force_reply", true);
        long id = bot.result("sendMessage", toAnna().put("text", "name?").put("reply_markup", forceReply))
                .getLong("message_id");

        assertThat(bot.refusal("editMessageText", toAnna().put("message_id", id).put("text", "x")))
                .isEqualTo("400 Bad Request: message can't be edited");
        assertThat(bot.refusal("editMessageText", edit("x").put("reply_markup", forceReply)))
                .isEqualTo("400 Bad Request: inline keyboard expected");
    }

    private JsonObject edit(String text) {
        return toAnna().put("message_id", sent).put("text", text);
    }
}
