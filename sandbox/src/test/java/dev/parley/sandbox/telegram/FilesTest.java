package dev.parley.sandbox.telegram;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.sandbox.Control;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files that people send, and their avatars. */
@QuarkusTest
class FilesTest {

    private TestBot bot;
    private Receiver receiver;

    @BeforeEach
    void aBotWithAWebhook() {
        Control.reset();
        receiver = new Receiver();
        bot = TestBot.fresh();
        bot.setWebhook(receiver);
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void aDocumentArrivesAndItsBytesCanBeFetched() {
        byte[] bytes = "hello, file".getBytes(StandardCharsets.UTF_8);
        JsonObject document = receive(new JsonObject()
                        .put("as", "document")
                        .put("file_name", "note.txt")
                        .put("base64", Base64.getEncoder().encodeToString(bytes)))
                .getJsonObject("document");

        JsonObject file = bot.result("getFile", new JsonObject().put("file_id", document.getString("file_id")));

        assertThat(document.containsKey("mime_type")).isFalse();
        assertThat(file.fieldNames()).containsExactly("file_id", "file_unique_id", "file_size", "file_path");
        assertThat(file.getString("file_path")).matches("documents/file_\\d+\\.txt");
        assertThat(download(bot.token(), file.getString("file_path"), 200)).isEqualTo(bytes);
        download("1:wrong", file.getString("file_path"), 401);
        download(bot.token(), "documents/file_0.txt", 404);
    }

    @Test
    void aLargeFileIsDownloadedInPartsAndATooLargeOneIsRefused() {
        int size = 3_000_000;
        JsonObject video =
                receive(new JsonObject().put("as", "video").put("size", size)).getJsonObject("video");
        JsonObject file = bot.result("getFile", new JsonObject().put("file_id", video.getString("file_id")));
        byte[] bytes = download(bot.token(), file.getString("file_path"), 200);
        assertThat(bytes).hasSize(size);
        assertThat(bytes[size - 1]).isEqualTo((byte) ((size - 1) % 251));

        JsonObject huge = new JsonObject().put("as", "video").put("size", 20 * 1024 * 1024 + 1);
        String hugeId = receive(huge).getJsonObject("video").getString("file_id");
        assertThat(bot.refusal("getFile", new JsonObject().put("file_id", hugeId)))
                .isEqualTo("400 Bad Request: file is too big");
    }

    @Test
    void everyKindArrivesInItsOwnShape() {
        assertThat(receive(of("animation")).fieldNames()).contains("animation", "document");
        assertThat(receive(of("voice")).getJsonObject("voice").getString("mime_type"))
                .isEqualTo("audio/ogg");
        JsonObject note = receive(of("video_note")).getJsonObject("video_note");
        assertThat(note.fieldNames()).containsExactly("duration", "length", "file_id", "file_unique_id", "file_size");
        JsonObject sticker = receive(of("sticker").put("emoji", "👍").put("file_name", "s.tgs"));
        assertThat(sticker.getJsonObject("sticker").getBoolean("is_animated")).isTrue();
        assertThat(sticker.getJsonObject("sticker").getString("emoji")).isEqualTo("👍");
        JsonArray photo = receive(of("photo")).getJsonArray("photo");
        assertThat(photo.stream().map(size -> ((JsonObject) size).getInteger("width")))
                .containsExactly(90, 320, 1_280);
    }

    @Test
    void aPersonMayHaveAnAvatar() {
        bot.hear("hello");
        JsonObject who = new JsonObject().put("user_id", TestBot.ANNA_ID);
        assertThat(bot.result("getUserProfilePhotos", who).encode()).isEqualTo("{\"total_count\":0,\"photos\":[]}");

        bot.anna("set-avatar", new JsonObject());

        JsonObject photos = bot.result("getUserProfilePhotos", who);
        assertThat(photos.getInteger("total_count")).isEqualTo(1);
        String fileId =
                photos.getJsonArray("photos").getJsonArray(0).getJsonObject(1).getString("file_id");
        String path =
                bot.result("getFile", new JsonObject().put("file_id", fileId)).getString("file_path");
        assertThat(download(bot.token(), path, 200)).startsWith(0x89, 'P', 'N', 'G');
        assertThat(bot.result("getChat", TestBot.toAnna())
                        .getJsonObject("photo")
                        .getString("big_file_id"))
                .isEqualTo(fileId);
        assertThat(bot.refusal("getUserProfilePhotos", new JsonObject().put("user_id", 1)))
                .isEqualTo("400 Bad Request: user not found");
    }

    private JsonObject receive(JsonObject upload) {
        int before = receiver.deliveries().size();
        bot.anna("send", new JsonObject().put("upload", upload));
        await().until(() -> receiver.deliveries().size() == before + 1);
        return receiver.deliveries().getLast().update().getJsonObject("message");
    }

    private static JsonObject of(String kind) {
        return new JsonObject().put("as", kind).put("size", 100);
    }

    private static byte[] download(String token, String path, int status) {
        return given().get("/telegram/file/bot" + token + "/" + path)
                .then()
                .statusCode(status)
                .extract()
                .asByteArray();
    }
}
