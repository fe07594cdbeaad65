package dev.parley.platform.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.json.Json;
import dev.parley.platform.OutboundAttachment;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.PlatformError;
import dev.parley.platform.SendOutcome;
import dev.parley.platform.contract.Messages;
import dev.parley.platform.contract.PlatformServer.Reply;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Multi;
import io.vertx.mutiny.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TelegramSendTest {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String SENT = "{\"message_id\":1791,\"date\":1780000000,\"chat\":{\"id\":5355585610}}";

    private final TelegramServer telegram = new TelegramServer().on("sendMessage", SENT);

    @AfterEach
    void close() {
        telegram.close();
    }

    @Test
    void aTextIsOneCallWithNothingButChatAndText() {
        SendOutcome outcome = send(text("Hello *there*", null, null));

        assertThat(outcome).isEqualTo(SendOutcome.Sent.of("1791", Instant.ofEpochSecond(1780000000)));
        assertThat(telegram.methods()).containsExactly("sendMessage");
        assertThat(telegram.lastParameters())
                .isEqualTo(Json.read("{\"chat_id\":5355585610,\"text\":\"Hello *there*\"}"));
    }

    @Test
    void aReplyNamesTheMessageAndInsistsOnIt() {
        send(text("Like this", "1790", null));

        assertThat(telegram.lastParameters().path("reply_parameters")).isEqualTo(Json.read("{\"message_id\":1790}"));
    }

    @Test
    void aReplyGoesIntoTheTopicOfTheMessage() {
        send(message(
                "Like this", null, "1790", Json.read("{\"message_thread_id\":42,\"media_group_id\":\"7\"}"), null));

        assertThat(telegram.lastParameters().path("message_thread_id").asInt()).isEqualTo(42);
        assertThat(telegram.lastParameters().path("reply_parameters")).isEqualTo(Json.read("{\"message_id\":1790}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"inline_keyboard\":[[{\"text\":\"Yes\",\"callback_data\":\"y\"},{\"text\":\"Site\",\"url\":\"https://e.x\"}]]}",
                "{\"keyboard\":[[\"A\",{\"text\":\"B\",\"request_contact\":true}]],\"one_time_keyboard\":true,\"resize_keyboard\":true}",
                "{\"force_reply\":true,\"input_field_placeholder\":\"Your size\",\"selective\":false}",
                "{\"remove_keyboard\":true}",
                "{\"unknown\":{\"to\":[\"us\",1.50,null]}}"
            })
    void aKeyboardGoesThroughUnchanged(String markup) {
        send(text("Choose", null, Json.read(markup)));

        assertThat(telegram.lastParameters().path("reply_markup")).isEqualTo(Json.read(markup));
    }

    @ParameterizedTest
    @CsvSource({
        "image,image/jpeg,sendPhoto,photo",
        "image,image/png,sendPhoto,photo",
        "image,image/gif,sendAnimation,animation",
        "image,image/svg+xml,sendDocument,document",
        "video,video/mp4,sendVideo,video",
        "video,video/x-matroska,sendDocument,document",
        "audio,audio/mpeg,sendAudio,audio",
        "audio,audio/mp4,sendAudio,audio",
        "audio,audio/ogg; codecs=opus,sendVoice,voice",
        "audio,audio/wav,sendDocument,document",
        "sticker,image/webp,sendSticker,sticker",
        "file,application/pdf,sendDocument,document"
    })
    void anAttachmentIsSentAsWhatItIs(String type, String contentType, String method, String field) {
        telegram.on(method, SENT);

        SendOutcome outcome = send(media(attachment(type, contentType, "name.bin", "the bytes"), null));

        assertThat(outcome).isInstanceOf(SendOutcome.Sent.class);
        assertThat(telegram.methods()).containsExactly(method);
        assertThat(telegram.last().headers().get("content-type")).startsWith("multipart/form-data; boundary=");
        assertThat(telegram.last().body())
                .contains("name=\"chat_id\"\r\n\r\n5355585610\r\n")
                .contains("name=\"" + field + "\"; filename=\"name.bin\"\r\nContent-Type: " + contentType
                        + "\r\n\r\nthe bytes\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bad Request: PHOTO_INVALID_DIMENSIONS",
                "Bad Request: IMAGE_PROCESS_FAILED",
                "Bad Request: PHOTO_EXT_INVALID",
                "Bad Request: file of size 12000000 bytes is too big for a photo; the maximum size is 10485760 bytes"
            })
    void aPictureThatIsNoPhotoGoesAsDocument(String refusal) {
        telegram.refuse("sendPhoto", 400, refusal);
        telegram.on("sendDocument", SENT);

        SendOutcome outcome = send(media(attachment("image", "image/png", "long.png", "the bytes"), "1790"));

        assertThat(outcome).isInstanceOf(SendOutcome.Sent.class);
        assertThat(telegram.methods()).containsExactly("sendPhoto", "sendDocument");
        assertThat(telegram.last().body())
                .contains("name=\"reply_parameters\"\r\n\r\n{\"message_id\":1790}\r\n")
                .contains("name=\"document\"; filename=\"long.png\"\r\nContent-Type: image/png\r\n\r\nthe bytes\r\n");
    }

    @Test
    void aPictureTooLargeForAPhotoIsADocumentAtOnce() {
        OutboundAttachment large = new OutboundAttachment(
                "image",
                "image/jpeg",
                "large.jpg",
                10L * 1024 * 1024 + 1,
                "https://m.example/1",
                Multi.createFrom()::empty);
        OutboundAttachment largest = new OutboundAttachment(
                "image",
                "image/jpeg",
                "large.jpg",
                10L * 1024 * 1024,
                "https://m.example/1",
                Multi.createFrom()::empty);

        assertThat(MediaMethod.of(large)).isEqualTo(MediaMethod.DOCUMENT);
        assertThat(MediaMethod.of(largest)).isEqualTo(MediaMethod.PHOTO);
    }

    @ParameterizedTest
    @CsvSource({
        "image,image/png,sendPhoto,400,Bad Request: chat not found",
        "image,image/png,sendPhoto,403,Forbidden: bot was blocked by the user",
        "video,video/mp4,sendVideo,400,Bad Request: PHOTO_INVALID_DIMENSIONS"
    })
    void anotherRefusalOfAFileIsFinal(String type, String contentType, String method, int code, String refusal) {
        telegram.refuse(method, code, refusal);

        assertThat(send(media(attachment(type, contentType, null, "bytes"), null)))
                .isEqualTo(new SendOutcome.Rejected(PlatformError.of(refusal, Integer.toString(code))));
        assertThat(telegram.methods()).containsExactly(method);
    }

    @Test
    void aPhotoWithoutAnAnswerIsNotSentAgain() {
        telegram.answer(
                "sendPhoto", Reply.json(502, "{\"ok\":false,\"error_code\":502,\"description\":\"Bad Gateway\"}"));

        assertThat(send(media(attachment("image", "image/png", null, "bytes"), null)))
                .isEqualTo(new SendOutcome.Unknown(PlatformError.of("Bad Gateway", "502")));
        assertThat(telegram.methods()).containsExactly("sendPhoto");
    }

    @Test
    void anAttachmentCarriesReplyAndKeyboardAsJsonText() {
        telegram.on("sendPhoto", SENT);

        send(media(attachment("image", "image/png", null, "bytes"), "1790"));

        assertThat(telegram.last().body())
                .contains("name=\"reply_parameters\"\r\n\r\n{\"message_id\":1790}\r\n")
                .contains("name=\"reply_markup\"\r\n\r\n{\"force_reply\":true}\r\n")
                .contains("filename=\"image.png\"");
    }

    @Test
    void anAttachmentThatCannotBeReadWasNotSent() {
        telegram.on("sendPhoto", SENT);
        OutboundAttachment broken = new OutboundAttachment(
                "image",
                "image/png",
                null,
                10,
                "https://m.example/1",
                () -> Multi.createFrom().failure(new IllegalStateException("the store is away")));

        assertThat(send(media(broken, null))).isInstanceOf(SendOutcome.RetryLater.class);
    }

    @Test
    void anAttachmentThatBreaksOffWasNotSent() {
        telegram.on("sendPhoto", SENT);
        OutboundAttachment broken = new OutboundAttachment(
                "image",
                "image/png",
                null,
                10,
                "https://m.example/1",
                () -> Multi.createBy()
                        .concatenating()
                        .streams(
                                Multi.createFrom().item(Buffer.buffer("half")),
                                Multi.createFrom().failure(new IllegalStateException("the store is away"))));

        assertThat(send(media(broken, null))).isInstanceOf(SendOutcome.RetryLater.class);
        assertThat(telegram.methods()).isEmpty();
    }

    @Test
    void aFloodIsToldWithItsWait() {
        telegram.answer("sendMessage", Reply.json(429, TelegramAdapter.flood(Duration.ofSeconds(7))));

        assertThat(send(text("Hello", null, null)))
                .isEqualTo(new SendOutcome.RetryLater(
                        Duration.ofSeconds(7),
                        SendOutcome.Scope.CHAT,
                        PlatformError.of("Too Many Requests: retry after 7", "429")));
    }

    @Test
    void aBlockedBotIsToldInTelegramsWords() {
        telegram.refuse("sendMessage", 403, "Forbidden: bot was blocked by the user");

        assertThat(send(text("Hello", null, null)))
                .isEqualTo(new SendOutcome.Rejected(PlatformError.of("Forbidden: bot was blocked by the user", "403")));
    }

    @Test
    void aDisconnectedProfileCallsNobody() {
        SendOutcome outcome = telegram.platform()
                .send(
                        TelegramAdapter.bot(TelegramAdapter.PROFILE_ID, Profile.Status.INACTIVE),
                        text("Hello", null, null))
                .await()
                .atMost(PATIENCE);

        assertThat(outcome).isInstanceOf(SendOutcome.Disconnected.class);
        assertThat(telegram.methods()).isEqualTo(List.of());
    }

    private SendOutcome send(OutboundMessage message) {
        return telegram.platform().send(TelegramAdapter.bot(), message).await().atMost(PATIENCE);
    }

    private static OutboundAttachment attachment(
            String type, String contentType, @Nullable String name, String content) {
        return new OutboundAttachment(
                type,
                contentType,
                name,
                content.length(),
                "https://media.example/1",
                () -> Multi.createFrom().item(Buffer.buffer(content)));
    }

    private static OutboundMessage text(String body, @Nullable String replyTo, @Nullable JsonNode markup) {
        return message(body, null, replyTo, null, markup);
    }

    private static OutboundMessage media(OutboundAttachment attachment, @Nullable String replyTo) {
        return message(null, attachment, replyTo, null, replyTo == null ? null : Json.read("{\"force_reply\":true}"));
    }

    private static OutboundMessage message(
            @Nullable String body,
            @Nullable OutboundAttachment attachment,
            @Nullable String replyTo,
            @Nullable JsonNode data,
            @Nullable JsonNode markup) {
        return Messages.message(
                new OutboundMessage.Recipient("5355585610", null),
                body,
                attachment,
                replyTo == null ? null : new OutboundMessage.Original(replyTo, data),
                markup,
                Duration.ofSeconds(5));
    }
}
