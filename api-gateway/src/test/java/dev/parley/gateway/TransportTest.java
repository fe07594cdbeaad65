package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Api;
import dev.parley.gateway.testing.Tenancy;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TransportTest {
    private final Tenancy tenancy = Tenancy.fresh();
    private final Api api = tenancy.api();
    private final String messages = "/api/chats/" + tenancy.liveChat("bluesky") + "/messages";

    @Test
    void aDoubledSlashIsOne() {
        assertThat(api.get("//api/profiles?page=0").status()).isEqualTo(200);
        assertThat(api.post("//api//webhooks", "{}").status()).isEqualTo(422);
    }

    @Test
    void anEmptyBodyUnderAJsonContentTypeIsNoError() {
        assertThat(api.raw("GET", "/api/profiles", "application/json", "").status())
                .isEqualTo(200);
        assertThat(api.raw("POST", messages, "application/json", "").error()).isEqualTo("body or media is required");
        assertThat(api.raw("DELETE", "/api/webhooks/wh_x", "application/json", "")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void formsAndPartsAreTakenWhereJsonIs() {
        assertThat(api.form("POST", messages, "body=from+a+form").text("/body")).isEqualTo("from a form");
        Answer parts = api.raw(
                "POST",
                messages,
                "multipart/form-data; boundary=B",
                "--B\r\nContent-Disposition: form-data; name=\"body\"\r\n\r\nin parts\r\n--B--\r\n");
        assertThat(parts.text("/body")).isEqualTo("in parts");
    }

    @Test
    void whateverIsAcceptedTheAnswerIsJson() {
        Answer answer = api.and("Accept", "text/html").get("/api/profiles");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.header("X-Request-Id")).isNotBlank();
        assertThat(api.and("X-Request-Id", "mine-1").get("/api/profiles").header("X-Request-Id"))
                .isEqualTo("mine-1");
    }

    @Test
    void unknownRoutesAndMethodsKeepTheShape() {
        for (String path :
                List.of("/api", "/api/", "/api/nothing", "/api/chats", "/api/profiles/x/y/z", "/api/chats/%20")) {
            Answer answer = api.get(path);
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.text()).as(path).isEqualTo("{\"error\":\"Not found\"}");
        }
        Answer method = api.json("PUT", "/api/profiles", "{}");
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.error()).isNotBlank();
    }

    @Test
    void aBodyThatCannotBeReadIsABadRequest() {
        for (String broken : List.of(
                "{", "[1,2]", "\"text\"", "{\"body\":\"a\\u0000b\"}", "[".repeat(5000), "{\"a\":" + "[".repeat(2000))) {
            Answer answer = api.post(messages, broken);
            assertThat(answer.status())
                    .as(broken.substring(0, Math.min(20, broken.length())))
                    .isEqualTo(400);
            assertThat(answer.text())
                    .isEqualTo("{\"status\":400,\"error\":\"Bad Request\","
                            + "\"message\":\"Error occurred while parsing request parameters\"}");
        }
        byte[] invalidUtf8 = "{\"body\":\"X\"}".getBytes(StandardCharsets.UTF_8);
        invalidUtf8[9] = (byte) 0xff;
        assertThat(api.send("POST", messages, "application/json", BodyPublishers.ofByteArray(invalidUtf8))
                        .status())
                .isEqualTo(400);
        assertThat(api.raw("POST", messages, "multipart/form-data", "x").status())
                .isEqualTo(400);
    }

    @Test
    void wrongTypesAreBadRequests() {
        assertThat(api.post(messages, Map.of("body", List.of(1))).error()).isEqualTo("body must be a string");
        assertThat(api.post(messages, Map.of("body", "x", "quick_replies", "no"))
                        .error())
                .isEqualTo("quick_replies must be a list");
        assertThat(api.post(messages, Map.of("body", "x", "card", 5)).error()).isEqualTo("card must be an object");
    }

    @Test
    void anUnknownContentTypeIsRefused() {
        Answer answer = api.raw("POST", messages, "text/xml", "<body/>");
        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.text()).isEqualTo("{\"error\":\"Unsupported media type\"}");
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        String large = "{\"body\":\"" + "x".repeat(13 * 1024 * 1024) + "\"}";
        Answer answer = api.post(messages, large);
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text()).isEqualTo("{\"error\":\"Payload too large\"}");
    }

    @Test
    void aMultipartBodyOverFiftyMegabytesIsRefusedBeforeItIsSent() throws IOException {
        try (Socket customer = asksToUpload("Content-Length: " + (50 * 1024 * 1024 + 1))) {
            assertThat(statusLine(customer)).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void norDoesItHelpNotToSayHowLargeItIs() throws IOException {
        try (Socket customer = asksToUpload("Transfer-Encoding: chunked")) {
            Thread.ofVirtual().start(() -> sendChunks(customer, 60));
            assertThat(statusLine(customer)).startsWith("HTTP/1.1 413 ");
        }
    }

    private Socket asksToUpload(String length) throws IOException {
        URI base = URI.create(Api.base());
        Socket socket = new Socket(base.getHost(), base.getPort());
        socket.setSoTimeout(20_000);
        socket.getOutputStream()
                .write(("POST " + messages + " HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\nAuthorization: Bearer "
                                + api.key() + "\r\nContent-Type: multipart/form-data; boundary=B\r\n" + length
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return socket;
    }

    private static void sendChunks(Socket socket, int megabytes) {
        String head = "--B\r\nContent-Disposition: form-data; name=\"media[]\"; filename=\"a.bin\"\r\n\r\n";
        byte[] piece = new byte[1024 * 1024];
        try {
            OutputStream out = socket.getOutputStream();
            out.write((Integer.toHexString(head.length()) + "\r\n" + head + "\r\n").getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < megabytes; i++) {
                out.write((Integer.toHexString(piece.length) + "\r\n").getBytes(StandardCharsets.UTF_8));
                out.write(piece);
                out.write("\r\n".getBytes(StandardCharsets.UTF_8));
            }
            out.flush();
        } catch (IOException _) {
            // The server has heard enough.
        }
    }

    private static String statusLine(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    @Test
    void anUpgradeToHttp2IsOfferedAndMayBeIgnored() throws Exception {
        var client = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_2)
                .build();
        var request = java.net.http.HttpRequest.newBuilder(java.net.URI.create(Api.base() + messages))
                .header("Authorization", "Bearer " + api.key())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"body\":\"over two\"}"))
                .build();
        assertThat(client.send(request, java.net.http.HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void thePlatformsAreListedWithWhatTheyCanDo() {
        Answer answer = api.get("/api/platforms");
        assertThat(answer.json().path("data").findValuesAsText("name")).contains("bluesky", "telegram");
    }

    @Test
    void whatNobodyKnowsIsIgnored() {
        Answer sent = api.post(messages + "?color=red", Map.of("body", "x", "colour", Map.of("deep", 1)));
        assertThat(sent.status()).isEqualTo(202);
        assertThat(api.get("/api/profiles?color=red&page").status()).isEqualTo(200);
    }

    @Test
    void everyWriteTakesAFormAndParts() {
        String group = api.form("POST", "/api/profile_groups", "profile_group[name]=Form")
                .text("/id");
        assertThat(part("POST", "/api/profile_groups", "name", "Parts").status())
                .isEqualTo(201);
        assertThat(api.form("DELETE", "/api/profile_groups/" + group, "a=b").status())
                .isEqualTo(200);
        String profile = tenancy.profile("bluesky");
        assertThat(part("PATCH", "/api/profiles/" + profile, "settings[story_media]", "link_only")
                        .status())
                .isEqualTo(200);
        String chats = "/api/profiles/" + profile + "/chats";
        assertThat(api.form("POST", chats, "participant_external_id=did%3Aplc%3Aform")
                        .status())
                .isEqualTo(201);
        assertThat(part("POST", chats, "participant_external_id", "did:plc:form")
                        .status())
                .isEqualTo(200);
        String hook = api.form("POST", "/api/webhooks", "url=https%3A%2F%2Fx.example&events[]=*")
                .text("/id");
        Answer disabled = part("PATCH", "/api/webhooks/" + hook, "enabled", "false");
        assertThat(disabled.json().path("enabled").asBoolean(true)).isFalse();
    }

    private Answer part(String method, String path, String name, String value) {
        return api.raw(
                method,
                path,
                "multipart/form-data; boundary=B",
                "--B\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n--B--\r\n");
    }
}
