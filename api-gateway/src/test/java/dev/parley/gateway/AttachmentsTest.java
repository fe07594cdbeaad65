package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Api;
import dev.parley.gateway.testing.Rows;
import dev.parley.gateway.testing.Tenancy;
import dev.parley.id.MessageId;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class AttachmentsTest {
    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    private static final String BASE64 = Base64.getEncoder().encodeToString(PNG);

    private final Tenancy tenancy = Tenancy.fresh();
    private final String path = "/api/chats/" + tenancy.liveChat("telegram") + "/messages";

    @Test
    void inlineBytesAreStoredAtOnceAndServedSafely() {
        for (Object media : List.of(
                "data:image/png;base64," + BASE64,
                Map.of("base64", BASE64, "content_type", "application/octet-stream", "filename", "a.bin"),
                List.of("data:;base64," + BASE64))) {
            Answer sent = tenancy.api().post(path, Map.of("media", media));
            assertThat(sent.status()).as(sent.text()).isEqualTo(202);
            assertThat(sent.text("/attachments/0/status")).isEqualTo("processed");
            assertThat(sent.text("/attachments/0/type")).isEqualTo("image");
            Answer served =
                    Api.with("").get(URI.create(sent.text("/attachments/0/url")).getPath());
            assertThat(served.response().body()).isEqualTo(PNG);
            assertThat(served.header("Content-Type")).isEqualTo("image/png");
            assertThat(served.header("X-Content-Type-Options")).isEqualTo("nosniff");
        }
    }

    @Test
    void whatAnAcceptedSendCarriesIsNotPurged() {
        String url = tenancy.api()
                .post(path, Map.of("media", "data:image/png;base64," + BASE64))
                .text("/attachments/0/url");

        assertThat(Rows.query(
                        "select count(*) from media where media_key = ? and purged_at is null",
                        url.substring(url.lastIndexOf('/') + 1)))
                .containsExactly("1");
    }

    @Test
    void aRangeOfStoredBytesCanBeAskedFor() {
        String url = URI.create(tenancy.api()
                        .post(path, Map.of("media", "data:image/png;base64," + BASE64))
                        .text("/attachments/0/url"))
                .getPath();
        Answer part = Api.with("").and("Range", "bytes=1-3").get(url);
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.text()).isEqualTo("PNG");
        assertThat(part.header("Content-Range")).isEqualTo("bytes 1-3/" + PNG.length);
        assertThat(Api.with("").and("Range", "bytes=-4").get(url).response().body())
                .hasSize(4);
        assertThat(Api.with("").and("Range", "bytes=100000-").get(url).status()).isEqualTo(416);
        assertThat(Api.with("").get("/media/" + "0".repeat(32)).status()).isEqualTo(404);
        assertThat(Api.with("").get("/media/..%2f..%2fetc").status()).isEqualTo(400);
    }

    @Test
    void anUploadComesInPartsAndASniffedTypeWins() {
        Answer sent = multipart("""
                --B\r
                Content-Disposition: form-data; name="media[]"; filename="x.html"\r
                Content-Type: text/html\r
                \r
                <script>alert(1)</script>\r
                --B--\r
                """);
        assertThat(sent.status()).as(sent.text()).isEqualTo(202);
        assertThat(sent.text("/attachments/0/type")).isEqualTo("file");
        Answer served =
                Api.with("").get(URI.create(sent.text("/attachments/0/url")).getPath());
        assertThat(served.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(served.header("Content-Disposition")).startsWith("attachment");
    }

    @Test
    void aUrlMayComeAsATextPartAndWaitsToBeFetched() {
        Answer sent = multipart("""
                --B\r
                Content-Disposition: form-data; name="media[]"\r
                Content-Type: text/plain\r
                \r
                https://example.com/a/cat.jpg?x=1\r
                --B\r
                Content-Disposition: form-data; name="reply_markup"\r
                \r
                {"force_reply":true}\r
                --B--\r
                """);
        assertThat(sent.status()).as(sent.text()).isEqualTo(202);
        JsonNode attachment = sent.json().at("/attachments/0");
        assertThat(attachment.path("status").asText()).isEqualTo("pending");
        assertThat(attachment.path("type").asText()).isEqualTo("image");
        assertThat(attachment.path("url").asText()).isEqualTo("https://example.com/a/cat.jpg?x=1");
        assertThat(sent.json().at("/reply_markup/force_reply").asBoolean()).isTrue();
        long id = MessageId.parse(sent.text("/id")).orElseThrow().value();
        assertThat(Rows.query("select kind from platform_jobs where message_id = ?", id))
                .containsExactly("fetch_outbound_media");
        assertThat(Rows.query("select waits_for_media from messages where id = ?", id))
                .containsExactly("t");
    }

    @ParameterizedTest
    @CsvSource({"media[][], media[][]", "media[], media[]", "media[0], media[1]", "media, media", "media[], media[][0]"
    })
    void severalFilesAreRefusedHoweverTheirListIsWritten(String one, String other) {
        Answer refused = multipart(file(one) + file(other) + "--B--\r\n");
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.error()).isEqualTo("Direct messages support one attachment per send");

        assertThat(multipart(file(other) + "--B--\r\n").status()).isEqualTo(202);
    }

    @Test
    void severalUrlsAreRefusedHoweverTheirListIsWritten() {
        String url = "https://example.com/a.png";
        Answer refused = multipart(url("media[][]", url) + url("media[][]", url) + "--B--\r\n");
        assertThat(refused.error()).isEqualTo("Direct messages support one attachment per send");

        assertThat(multipart(url("media[][]", url) + "--B--\r\n").status()).isEqualTo(202);
    }

    private static String file(String name) {
        return "--B\r\nContent-Disposition: form-data; name=\"" + name
                + "\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\nwords\r\n";
    }

    private static String url(String name, String url) {
        return "--B\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + url + "\r\n";
    }

    @Test
    void aReplayedSendStoresNothingMore() throws IOException {
        Api careful = tenancy.api().and("Idempotency-Key", UUID.randomUUID().toString());
        Map<String, String> body = Map.of("media", "data:image/png;base64," + BASE64);
        Answer first = careful.post(path, body);
        long stored = filesInStore();

        Answer again = careful.post(path, body);

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(filesInStore()).isEqualTo(stored);
    }

    @Test
    void aStoreThatIsAwayRefusesMediaAndNothingElse() throws IOException {
        Map<String, String> picture = Map.of("media", "data:image/png;base64," + BASE64);
        String url = URI.create(tenancy.api().post(path, picture).text("/attachments/0/url"))
                .getPath();
        Path aside = folder().resolveSibling("media-aside");
        Files.move(folder(), aside);
        Files.writeString(folder(), "no folder");
        try {
            assertThat(tenancy.api().post(path, picture).status()).isEqualTo(503);
            assertThat(Api.with("").get(url).status()).isEqualTo(503);
            assertThat(tenancy.api().post(path, Map.of("body", "just words")).status())
                    .isEqualTo(202);
        } finally {
            Files.delete(folder());
            Files.move(aside, folder());
        }
        assertThat(Api.with("").get(url).response().body()).isEqualTo(PNG);
        assertThat(tenancy.api().post(path, picture).status()).isEqualTo(202);
    }

    private static Path folder() {
        return Path.of(ConfigProvider.getConfig().getValue("parley.media.folder", String.class));
    }

    private static long filesInStore() throws IOException {
        try (Stream<Path> files = Files.walk(folder())) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void whatCannotBeSentIsRefusedAndNothingIsStored() {
        check(
                Map.of("body", "x", "media", List.of("https://example.com/a.png")),
                "Direct messages support either text or attachment per send, not both");
        check(
                Map.of("media", List.of("https://example.com/a.png", "https://example.com/b.png")),
                "Direct messages support one attachment per send");
        check(Map.of("media", List.of("ftp://example.com/a.png")), "media[0] must be HTTPS");
        check(Map.of("media", List.of("https://10.0.0.1/a.png")), "media[0] must point to a public address");
        check(Map.of("media", List.of("https://[64:ff9b::a00:1]/a.png")), "media[0] must point to a public address");
        check(Map.of("media", List.of("https://2130706433/a.png")), "media[0] is not a valid URL");
        check(
                Map.of("media", List.of(Map.of("nothing", 1))),
                "media[0] must be a URL, a data URI or an object with base64");
        check(Map.of("media", List.of("data:image/png;base64,@@@@")), "media[0] is empty");
        assertThat(tenancy.api().get(path).json().path("total").asInt()).isEqualTo(1);
    }

    private void check(Object body, String error) {
        Answer refused = tenancy.api().post(path, body);
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.error()).isEqualTo(error);
    }

    private Answer multipart(String parts) {
        return tenancy.api()
                .raw(
                        "POST",
                        path,
                        "multipart/form-data; boundary=B",
                        new String(parts.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }
}
