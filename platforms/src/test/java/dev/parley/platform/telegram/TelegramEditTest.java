package dev.parley.platform.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.json.Json;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.PlatformError;
import dev.parley.platform.SentMessage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TelegramEditTest {
    private static final JsonNode KEYBOARD =
            Json.read("{\"inline_keyboard\":[[{\"text\":\"Yes\",\"callback_data\":\"y\"}]]}");
    private static final JsonNode OTHER_KEYBOARD =
            Json.read("{\"inline_keyboard\":[[{\"text\":\"No\",\"callback_data\":\"n\"}]]}");
    private static final JsonNode NOTHING = Json.object();
    private static final String NOT_MODIFIED = "Bad Request: message is not modified: specified new message content and"
            + " reply markup are exactly the same as a current content and reply markup of the message";

    private final TelegramServer telegram = new TelegramServer();

    @AfterEach
    void close() {
        telegram.close();
    }

    @Test
    void aNewTextKeepsTheKeyboardThatTelegramWouldDrop() {
        ActionOutcome outcome = edit(text("old", KEYBOARD), "new", null);

        assertThat(outcome).isInstanceOf(ActionOutcome.Done.class);
        assertThat(telegram.methods()).containsExactly("editMessageText");
        assertThat(telegram.lastParameters())
                .isEqualTo(Json.read("{\"chat_id\":5355585610,\"message_id\":77,\"text\":\"new\",\"reply_markup\":"
                        + KEYBOARD + "}"));
    }

    @Test
    void aKeyboardOfTheInputFieldIsNotSentAlong() {
        edit(text("old", Json.read("{\"keyboard\":[[\"A\"]]}")), "new", null);

        assertThat(telegram.lastParameters().has("reply_markup")).isFalse();
    }

    @Test
    void theTextOfMediaIsItsCaption() {
        edit(media("old", KEYBOARD), "new", null);

        assertThat(telegram.methods()).containsExactly("editMessageCaption");
        assertThat(telegram.lastParameters().path("caption").asText()).isEqualTo("new");
        assertThat(telegram.lastParameters().path("reply_markup")).isEqualTo(KEYBOARD);
    }

    @Test
    void aNewKeyboardAloneLeavesTheText() {
        edit(text("old", KEYBOARD), null, OTHER_KEYBOARD);

        assertThat(telegram.methods()).containsExactly("editMessageReplyMarkup");
        assertThat(telegram.lastParameters())
                .isEqualTo(Json.read(
                        "{\"chat_id\":5355585610,\"message_id\":77,\"reply_markup\":" + OTHER_KEYBOARD + "}"));
    }

    @Test
    void anEmptyObjectRemovesTheKeyboard() {
        edit(text("old", KEYBOARD), null, NOTHING);

        assertThat(telegram.methods()).containsExactly("editMessageReplyMarkup");
        assertThat(telegram.lastParameters().has("reply_markup")).isFalse();
    }

    @Test
    void aNewTextAndAnEmptyObjectDoBothInOneCall() {
        edit(text("old", KEYBOARD), "new", NOTHING);

        assertThat(telegram.methods()).containsExactly("editMessageText");
        assertThat(telegram.lastParameters().has("reply_markup")).isFalse();
    }

    @Test
    void nothingChangedIsRefusedInTelegramsWords() {
        telegram.refuse("editMessageText", 400, NOT_MODIFIED);

        assertThat(edit(text("same", KEYBOARD), "same", null))
                .isEqualTo(new ActionOutcome.Refused(PlatformError.of(NOT_MODIFIED, "400")));
    }

    @Test
    void nothingChangedAlthoughItDiffersFromOursMeansAnEarlierTryWentThrough() {
        telegram.refuse("editMessageText", 400, NOT_MODIFIED).refuse("editMessageReplyMarkup", 400, NOT_MODIFIED);

        assertThat(edit(text("old", null), "new", null)).isInstanceOf(ActionOutcome.Done.class);
        assertThat(edit(text("old", KEYBOARD), null, OTHER_KEYBOARD)).isInstanceOf(ActionOutcome.Done.class);
        assertThat(edit(text("old", KEYBOARD), null, NOTHING)).isInstanceOf(ActionOutcome.Done.class);
    }

    @Test
    void removingWhatIsNotThereIsRefusedInTelegramsWords() {
        telegram.refuse("editMessageReplyMarkup", 400, NOT_MODIFIED);

        assertThat(edit(text("old", null), null, NOTHING)).isInstanceOf(ActionOutcome.Refused.class);
    }

    private ActionOutcome edit(SentMessage message, @Nullable String body, @Nullable JsonNode markup) {
        return telegram.platform()
                .edit(TelegramAdapter.bot(), message, body, markup)
                .await()
                .atMost(Duration.ofSeconds(15));
    }

    private static SentMessage text(String body, @Nullable JsonNode keyboard) {
        return sent(false, body, keyboard);
    }

    private static SentMessage media(String caption, @Nullable JsonNode keyboard) {
        return sent(true, caption, keyboard);
    }

    private static SentMessage sent(boolean hasMedia, String body, @Nullable JsonNode keyboard) {
        return new SentMessage(
                "77",
                new OutboundMessage.Recipient("5355585610", null),
                hasMedia,
                body,
                keyboard,
                Duration.ofSeconds(5));
    }
}
