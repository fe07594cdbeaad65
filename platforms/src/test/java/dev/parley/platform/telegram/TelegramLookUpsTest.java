package dev.parley.platform.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.json.Json;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.MediaSource.Fetch;
import dev.parley.platform.OutboundMessage.Recipient;
import dev.parley.platform.ParticipantLookup.Found;
import dev.parley.platform.contract.PlatformServer.Reply;
import io.vertx.mutiny.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Telegram is asked beside messages: files, people, permission, taps. */
class TelegramLookUpsTest {
    private static final Recipient JANE = new Recipient("5355585610", null);
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final JsonNode VIDEO = Json.read(
            "{\"file_id\":\"BAAC\",\"content_type\":\"video/mp4\",\"file_name\":\"clip.mp4\",\"file_size\":5}");

    private final TelegramServer telegram = new TelegramServer();

    @AfterEach
    void close() {
        telegram.close();
    }

    @Test
    void aFileIsFetchedByItsPathAndKeepsTheTypeThatTheMessageGave() {
        telegram.on("getFile", "{\"file_id\":\"BAAC\",\"file_path\":\"videos/file 1.mp4\"}")
                .answer(
                        "file/videos/file%201.mp4",
                        new Reply.Answer(200, Map.of("Content-Type", "application/octet-stream"), "bytes"));

        Fetch.Content content = (Fetch.Content) open(VIDEO);

        assertThat(content.contentType()).isEqualTo("video/mp4");
        assertThat(content.fileName()).isEqualTo("clip.mp4");
        assertThat(content.bytes()
                        .collect()
                        .in(Buffer::buffer, Buffer::appendBuffer)
                        .await()
                        .atMost(PATIENCE))
                .hasToString("bytes");
    }

    @Test
    void aFileBeyondTwentyMegabytesIsNotEvenAskedFor() {
        JsonNode large = Json.read("{\"file_id\":\"BAAC\",\"file_size\":20971521}");

        assertThat(open(large)).isInstanceOf(Fetch.Gone.class);
        assertThat(telegram.methods()).isEmpty();
    }

    @Test
    void aFileOfUntoldSizeThatIsTooBigIsGone() {
        telegram.refuse("getFile", 400, "Bad Request: file is too big");

        assertThat(open(VIDEO)).isInstanceOf(Fetch.Gone.class);
    }

    @Test
    void aFileThatTelegramCannotGiveNowIsTriedAgain() {
        telegram.refuse("getFile", 400, "Bad Request: wrong file_id or the file is temporarily unavailable");
        assertThat(open(VIDEO)).isInstanceOf(Fetch.TryAgain.class);

        telegram.refuse("getFile", 500, "Internal Server Error");
        assertThat(open(VIDEO)).isInstanceOf(Fetch.TryAgain.class);

        telegram.on("getFile", "{\"file_path\":\"a\"}").answer("file/a", Reply.json(502, "{}"));
        assertThat(open(VIDEO)).isInstanceOf(Fetch.TryAgain.class);
    }

    @Test
    void aFileThatIsNoLongerThereIsGone() {
        telegram.on("getFile", "{\"file_path\":\"a\"}").answer("file/a", Reply.json(404, "{}"));

        assertThat(open(VIDEO)).isInstanceOf(Fetch.Gone.class);
    }

    @Test
    void aParticipantIsFoundWithTheCurrentPicture() {
        telegram.on(
                "getChat",
                "{\"id\":5355585610,\"type\":\"private\",\"first_name\":\"Jane\",\"last_name\":\"Doe\","
                        + "\"username\":\"jane_doe\",\"photo\":{\"small_file_id\":\"s\",\"big_file_id\":\"b\"}}");

        Found found = lookUp().orElseThrow();

        assertThat(found.name()).isEqualTo("Jane Doe");
        assertThat(found.username()).isEqualTo("jane_doe");
        assertThat(found.avatar()).isEqualTo(Json.read("{\"file_id\":\"b\",\"content_type\":\"image/jpeg\"}"));
    }

    @Test
    void aParticipantWithoutChatPictureIsAskedForPhotos() {
        telegram.on("getChat", "{\"id\":5355585610,\"first_name\":\"Jane\"}")
                .on(
                        "getUserProfilePhotos",
                        "{\"total_count\":1,\"photos\":[[{\"file_id\":\"small\",\"width\":160,\"height\":160},"
                                + "{\"file_id\":\"large\",\"width\":640,\"height\":640}]]}");

        assertThat(lookUp().orElseThrow().avatar())
                .isEqualTo(Json.read("{\"file_id\":\"large\",\"content_type\":\"image/jpeg\"}"));
    }

    @Test
    void aParticipantWhoHidesPhotosHasNoAvatar() {
        telegram.on("getChat", "{\"id\":5355585610,\"first_name\":\"Jane\"}")
                .on("getUserProfilePhotos", "{\"total_count\":0,\"photos\":[]}");

        assertThat(lookUp().orElseThrow().avatar()).isNull();
    }

    @Test
    void aParticipantTelegramDoesNotTellAboutIsNoError() {
        telegram.refuse("getChat", 400, "Bad Request: chat not found");

        assertThat(lookUp()).isEmpty();
    }

    @Test
    void aPassingFaultOfALookUpFailsSoThatItIsTriedAgain() {
        telegram.refuse("getChat", 500, "Internal Server Error");

        assertThatThrownBy(this::lookUp).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void somebodyWhoNeverWroteMayNotBeWrittenTo() {
        telegram.refuse("getChat", 400, "Bad Request: chat not found");

        ActionOutcome.Refused refused = (ActionOutcome.Refused) mayWrite();

        assertThat(refused.error().message()).isEqualTo("Forbidden: bot can't initiate conversation with a user");
    }

    @Test
    void somebodyTelegramKnowsMayBeWrittenTo() {
        telegram.on("getChat", "{\"id\":5355585610,\"type\":\"private\"}");

        assertThat(mayWrite()).isInstanceOf(ActionOutcome.Done.class);
        assertThat(telegram.lastParameters()).isEqualTo(Json.read("{\"chat_id\":5355585610}"));
    }

    @Test
    void aTapIsAnswered() {
        assertThat(acknowledge()).isInstanceOf(ActionOutcome.Done.class);
        assertThat(telegram.methods()).containsExactly("answerCallbackQuery");
        assertThat(telegram.lastParameters()).isEqualTo(Json.read("{\"callback_query_id\":\"23000000000000001\"}"));
    }

    @Test
    void aTapAnsweredTooLateIsNoFailure() {
        telegram.refuse(
                "answerCallbackQuery",
                400,
                "Bad Request: query is too old and response timeout expired or query ID is invalid");

        assertThat(acknowledge()).isInstanceOf(ActionOutcome.Done.class);
    }

    private Fetch open(JsonNode source) {
        return telegram.platform()
                .open(TelegramAdapter.bot(), source, DEADLINE)
                .await()
                .atMost(PATIENCE);
    }

    private Optional<Found> lookUp() {
        return telegram.platform()
                .lookUp(TelegramAdapter.bot(), JANE, DEADLINE)
                .await()
                .atMost(PATIENCE);
    }

    private ActionOutcome mayWrite() {
        return telegram.platform()
                .mayWrite(TelegramAdapter.bot(), JANE, DEADLINE)
                .await()
                .atMost(PATIENCE);
    }

    private ActionOutcome acknowledge() {
        return telegram.platform()
                .acknowledge(
                        TelegramAdapter.bot(), Json.object().put("callback_query_id", "23000000000000001"), DEADLINE)
                .await()
                .atMost(PATIENCE);
    }
}
