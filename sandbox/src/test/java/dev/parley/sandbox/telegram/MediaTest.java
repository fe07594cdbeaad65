package dev.parley.sandbox.telegram;

import static dev.parley.sandbox.telegram.TestBot.ANNA_ID;
import static dev.parley.sandbox.telegram.TestBot.toAnna;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.sandbox.Control;
import dev.parley.sandbox.stage.SolidPng;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files that bots send. */
@QuarkusTest
class MediaTest {

    private static final byte[] PDF = "%PDF-1.7 nearly".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PNG = SolidPng.of(800, 1).getBytes();

    private TestBot bot;

    @BeforeEach
    void aBotThatAnnaWroteTo() {
        Control.reset();
        bot = TestBot.known();
    }

    @Test
    void anUploadedDocumentIsMeasuredAndCanBeFetched() {
        JsonObject document = sent(upload("sendDocument", "document", "price list.pdf", PDF, "application/pdf"))
                .getJsonObject("document");

        assertThat(document.fieldNames())
                .containsExactly("file_name", "mime_type", "file_id", "file_unique_id", "file_size");
        assertThat(document.getString("file_name")).isEqualTo("price list.pdf");
        assertThat(fetch(document.getString("file_id"))).isEqualTo(PDF);
        JsonObject media = Control.ledger("telegram").getJsonObject(0).getJsonObject("media");
        assertThat(media.getString("type")).isEqualTo("document");
        assertThat(media.getInteger("size")).isEqualTo(PDF.length);
        assertThat(media.getString("sha256"))
                .isEqualTo(UploadMeter.measure("", "", Buffer.buffer(PDF)).sha256());
    }

    @Test
    void aPhotoComesInAscendingSizesWithItsCaption() {
        Response response = given().multiPart("chat_id", ANNA_ID)
                .multiPart("caption", " see https://parley.dev ")
                .multiPart("photo", "attach://picture")
                .multiPart("picture", "a.png", PNG, "image/png")
                .post(bot.path("sendPhoto"));

        JsonObject message = sent(response);
        assertThat(message.getJsonArray("photo").stream().map(size -> ((JsonObject) size).getInteger("width")))
                .containsExactly(90, 320, 800);
        assertThat(message.getString("caption")).isEqualTo("see https://parley.dev");
        assertThat(message.getJsonArray("caption_entities")).hasSize(1);
        JsonObject inbox = Control.inbox("telegram", bot.account(), ANNA_ID).getJsonObject(0);
        assertThat(inbox.getString("kind")).isEqualTo("photo");
        assertThat(inbox.getString("text")).isEqualTo("see https://parley.dev");
        assertThat(Control.ledger("telegram").getJsonObject(0).getString("text"))
                .isEqualTo("see https://parley.dev");
    }

    @Test
    void anAnimationIsAlsoItsOwnDocument() {
        JsonObject message = sent(upload("sendAnimation", "animation", "a.mp4", PDF, "video/mp4"));

        assertThat(message.getJsonObject("animation").getString("file_id"))
                .isEqualTo(message.getJsonObject("document").getString("file_id"));
    }

    @Test
    void everyKindIsShownInItsOwnField() {
        for (String kind : new String[] {"video", "audio", "voice"}) {
            String method = "send" + Character.toUpperCase(kind.charAt(0)) + kind.substring(1);
            JsonObject message = sent(upload(method, kind, "file", PDF, "application/octet-stream"));
            assertThat(message.getJsonObject(kind).getInteger("file_size")).isEqualTo(PDF.length);
        }
        JsonObject sticker = sent(upload("sendSticker", "sticker", "s.png", PNG, "image/png"));
        assertThat(sticker.getJsonObject("sticker").getBoolean("is_animated")).isFalse();
    }

    @Test
    void whatIsNoPhotoOrStickerIsRefused() {
        assertThat(refusal(upload("sendPhoto", "photo", "a.png", PDF, "image/png")))
                .isEqualTo("400 Bad Request: IMAGE_PROCESS_FAILED");
        byte[] slim = PNG.clone();
        slim[22] = 0;
        slim[23] = 10;
        assertThat(refusal(upload("sendPhoto", "photo", "a.png", slim, "image/png")))
                .isEqualTo("400 Bad Request: PHOTO_INVALID_DIMENSIONS");
        byte[] big = Arrays.copyOf(PNG, 10 * 1024 * 1024 + 1);
        assertThat(refusal(upload("sendPhoto", "photo", "a.png", big, "image/png")))
                .isEqualTo("400 Bad Request: file of size 10485761 bytes is too big for a photo; the maximum size is"
                        + " 10485760 bytes");
        assertThat(refusal(upload("sendSticker", "sticker", "a.webp", PDF, "image/webp")))
                .isEqualTo("400 Bad Request: wrong file type");
        assertThat(refusal(upload("sendDocument", "document", "a", new byte[0], "text/plain")))
                .isEqualTo("400 Bad Request: file must be non-empty");
        assertThat(Control.ledger("telegram")).isEmpty();
    }

    @Test
    void aRequestOverFiftyMegabytesIsTooLarge() {
        byte[] big = new byte[50 * 1024 * 1024 + 1];

        assertThat(refusal(upload("sendDocument", "document", "a.bin", big, "application/zip")))
                .isEqualTo("413 Request Entity Too Large");
    }

    @Test
    void aKnownFileCanBeSentAgainByTheSameBotInTheSameWay() {
        String fileId = sent(upload("sendDocument", "document", "a.pdf", PDF, "application/pdf"))
                .getJsonObject("document")
                .getString("file_id");

        bot.result("sendDocument", toAnna().put("document", fileId));

        assertThat(bot.refusal("sendPhoto", toAnna().put("photo", fileId)))
                .isEqualTo("400 Bad Request: can't use file of type Document as Photo");
        assertThat(bot.refusal("sendDocument", toAnna().put("document", "nonsense")))
                .isEqualTo("400 Bad Request: wrong file identifier/HTTP URL specified");
        assertThat(bot.refusal("sendDocument", toAnna()))
                .isEqualTo("400 Bad Request: there is no document in the request");
        assertThat(new TestBot("9:test-other").refusal("getFile", new JsonObject().put("file_id", fileId)))
                .isEqualTo("400 Bad Request: wrong file_id or the file is temporarily unavailable");
    }

    @Test
    void aUrlIsFetchedAndItsTypeMustFit() {
        try (Receiver website = new Receiver()) {
            website.serve("/a.pdf", "application/pdf", PDF);
            website.serve("/a.html", "text/html", PDF);
            website.serve("/a.png", "image/png", PNG);

            bot.result("sendDocument", toAnna().put("document", website.url("/a.pdf")));
            bot.result("sendPhoto", toAnna().put("photo", website.url("/a.png")));

            assertThat(bot.refusal("sendDocument", toAnna().put("document", website.url("/a.png"))))
                    .isEqualTo("400 Bad Request: wrong type of the web page content");
            assertThat(bot.refusal("sendPhoto", toAnna().put("photo", website.url("/a.html"))))
                    .isEqualTo("400 Bad Request: wrong type of the web page content");
            assertThat(bot.refusal("sendPhoto", toAnna().put("photo", website.url("/missing"))))
                    .isEqualTo("400 Bad Request: failed to get HTTP URL content");
        }
        assertThat(Control.ledger("telegram")).hasSize(2);
    }

    @Test
    void captionsAreLimitedAndCanBeEdited() {
        long id = sent(upload("sendDocument", "document", "a.pdf", PDF, "application/pdf"))
                .getLong("message_id");
        JsonObject target = toAnna().put("message_id", id);

        JsonObject edited = bot.result("editMessageCaption", target.copy().put("caption", "new"));

        assertThat(edited.getString("caption")).isEqualTo("new");
        assertThat(edited.getJsonObject("document").getString("file_name")).isEqualTo("a.pdf");
        assertThat(bot.refusal("editMessageCaption", target.copy().put("caption", "new")))
                .startsWith("400 Bad Request: message is not modified");
        assertThat(bot.refusal("editMessageCaption", target.copy().put("caption", "x".repeat(1_025))))
                .isEqualTo("400 Bad Request: message caption is too long");
        assertThat(bot.refusal("editMessageText", target.copy().put("text", "x")))
                .isEqualTo("400 Bad Request: there is no text in the message to edit");
        assertThat(bot.refusal("sendDocument", toAnna().put("caption", "x".repeat(1_025))))
                .isEqualTo("400 Bad Request: message caption is too long");
    }

    private byte[] fetch(String fileId) {
        String path =
                bot.result("getFile", new JsonObject().put("file_id", fileId)).getString("file_path");
        Response response = given().get("/telegram/file/bot" + bot.token() + "/" + path);
        response.then().statusCode(200);
        return response.asByteArray();
    }

    private Response upload(String method, String field, String name, byte[] content, String type) {
        return given().multiPart("chat_id", ANNA_ID)
                .multiPart(field, name, content, type)
                .post(bot.path(method));
    }

    private static JsonObject sent(Response response) {
        JsonObject body = new JsonObject(response.asString());
        assertThat(body.getBoolean("ok")).as(body.encode()).isTrue();
        return body.getJsonObject("result");
    }

    private static String refusal(Response response) {
        JsonObject body = new JsonObject(response.asString());
        response.then().statusCode(body.getInteger("error_code"));
        return body.getInteger("error_code") + " " + body.getString("description");
    }
}
