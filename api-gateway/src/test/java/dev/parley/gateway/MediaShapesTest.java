package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Api;
import dev.parley.gateway.testing.Rows;
import dev.parley.gateway.testing.Tenancy;
import dev.parley.id.MessageId;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way of giving an attachment, on every platform. */
@QuarkusTest
class MediaShapesTest {
    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    private static final int MEGABYTE = 1024 * 1024;

    private final Tenancy tenancy = Tenancy.fresh();

    enum Shape {
        URL,
        UPLOAD,
        DATA_URI,
        BASE64_OBJECT;

        boolean waitsToBeFetched() {
            return this == URL;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "telegram, URL", "telegram, UPLOAD", "telegram, DATA_URI", "telegram, BASE64_OBJECT",
        "facebook, URL", "facebook, UPLOAD", "facebook, DATA_URI", "facebook, BASE64_OBJECT",
        "instagram, URL", "instagram, UPLOAD", "instagram, DATA_URI", "instagram, BASE64_OBJECT"
    })
    void anAttachmentIsTaken(String platform, Shape shape) {
        Answer sent = send(platform, shape, PNG);

        assertThat(sent.status()).as(sent.text()).isEqualTo(202);
        assertThat(sent.text("/status")).isEqualTo("pending");
        assertThat(sent.text("/attachments/0/type")).isEqualTo("image");
        assertThat(sent.text("/attachments/0/status")).isEqualTo(shape.waitsToBeFetched() ? "pending" : "processed");
        if (shape.waitsToBeFetched()) {
            assertThat(sent.text("/attachments/0/url")).isEqualTo("https://example.com/cat.png");
        } else {
            String url = URI.create(sent.text("/attachments/0/url")).getPath();
            assertThat(Api.with("").get(url).response().body()).isEqualTo(PNG);
        }
        long id = MessageId.parse(sent.text("/id")).orElseThrow().value();
        assertThat(Rows.query("select count(*) from platform_jobs where message_id = ?", id))
                .containsExactly(shape.waitsToBeFetched() ? "1" : "0");
    }

    @ParameterizedTest
    @EnumSource
    void blueskyHasNoAttachments(Shape shape) {
        Answer refused = send("bluesky", shape, PNG);

        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.error()).isEqualTo("Attachments are not supported on Bluesky");
    }

    @ParameterizedTest
    @CsvSource({"facebook, UPLOAD, 8", "facebook, DATA_URI, 8", "instagram, UPLOAD, 8", "instagram, BASE64_OBJECT, 8"})
    void aPictureOverThePlatformsSizeIsRefusedAtOnce(String platform, Shape shape, int megabytes) {
        byte[] picture = new byte[megabytes * MEGABYTE + 1];
        System.arraycopy(PNG, 0, picture, 0, PNG.length);

        Answer refused = send(platform, shape, picture);

        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.error()).isEqualTo("media[0] is too large (maximum is " + megabytes + " MB)");
    }

    @Test
    void aPictureTooLargeForATelegramPhotoIsTaken() {
        byte[] picture = new byte[10 * MEGABYTE + 1];
        System.arraycopy(PNG, 0, picture, 0, PNG.length);

        assertThat(send("telegram", Shape.UPLOAD, picture).text("/attachments/0/type"))
                .isEqualTo("image");
    }

    @ParameterizedTest
    @EnumSource(names = {"UPLOAD", "DATA_URI", "BASE64_OBJECT"})
    void nothingAtAllIsRefused(Shape shape) {
        Answer refused = send("telegram", shape, new byte[0]);

        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.error()).isEqualTo("media[0] is empty");
    }

    private Answer send(String platform, Shape shape, byte[] content) {
        String path = "/api/chats/" + tenancy.liveChat(platform) + "/messages";
        String base64 = Base64.getEncoder().encodeToString(content);
        return switch (shape) {
            case URL -> tenancy.api().post(path, Map.of("media", List.of("https://example.com/cat.png")));
            case DATA_URI -> tenancy.api().post(path, Map.of("media", List.of("data:image/png;base64," + base64)));
            case BASE64_OBJECT ->
                tenancy.api()
                        .post(path, Map.of("media", List.of(Map.of("base64", base64, "content_type", "image/png"))));
            case UPLOAD ->
                tenancy.api()
                        .send(
                                "POST",
                                path,
                                "multipart/form-data; boundary=B",
                                BodyPublishers.ofByteArray(multipart(content)));
        };
    }

    private static byte[] multipart(byte[] content) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("""
                --B\r
                Content-Disposition: form-data; name="media[]"; filename="cat.png"\r
                Content-Type: image/png\r
                \r
                """.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n--B--\r\n".getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }
}
