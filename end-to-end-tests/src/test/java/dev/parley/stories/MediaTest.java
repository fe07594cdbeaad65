package dev.parley.stories;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTest {
    @RegisterExtension
    static final Parley PARLEY = new Parley();

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BASE64 =
            "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg==";
    private static final byte[] PNG = Base64.getDecoder().decode(BASE64);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @ParameterizedTest
    @ValueSource(strings = {"telegram", "facebook", "instagram"})
    void aPictureReachesThePlatformHoweverItWasGiven(String platform) throws Exception {
        // given
        Participant eve = PARLEY.participant(platform, "Eve");
        try (Subscriber subscriber = PARLEY.subscriber()) {
            String chat = chatOf(eve, subscriber);

            // when
            List<JsonNode> sent = new ArrayList<>();
            sent.add(post(chat, "multipart/form-data; boundary=B", multipart()));
            sent.add(post(chat, Map.of("media", List.of("data:image/png;base64," + BASE64))));
            sent.add(post(chat, Map.of("media", List.of(Map.of("base64", BASE64, "filename", "dot.png")))));
            sent.add(post(
                    chat,
                    Map.of(
                            "media",
                            List.of(sent.getFirst().at("/attachments/0/url").asText()))));

            // then
            for (JsonNode message : sent) {
                JsonNode published = subscriber.waitUntilReceived(
                        "message.sent", candidate -> candidate.path("id").equals(message.path("id")));
                assertThat(published.at("/attachments/0/status").asText()).isEqualTo("processed");
                HttpResponse<byte[]> served =
                        get(published.at("/attachments/0/url").asText());
                assertThat(served.body()).isEqualTo(PNG);
                assertThat(served.headers().firstValue("Content-Type")).hasValue("image/png");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"facebook", "instagram", "bluesky"})
    void whoeverWritesGetsAFace(String platform) throws Exception {
        // given
        Participant mia = PARLEY.participant(platform, "Mia");
        try (Subscriber subscriber = PARLEY.subscriber()) {
            // when
            String chat = chatOf(mia, subscriber);

            // then
            await().atMost(LIMIT)
                    .until(() -> api(chat).path("participant_avatar_url").isTextual());
            HttpResponse<byte[]> face =
                    get(api(chat).path("participant_avatar_url").asText());
            assertThat(face.statusCode()).isEqualTo(200);
            assertThat(face.headers().firstValue("Content-Type")).hasValue("image/png");
        }
    }

    private static String chatOf(Participant participant, Subscriber subscriber) {
        String text = "Hello from " + participant.name();
        String externalId = participant.writes(text);
        return subscriber
                .waitUntilReceived(
                        "message.received",
                        message -> message.path("external_id").asText().equals(externalId)
                                && message.path("body").asText().equals(text))
                .path("chat_id")
                .asText();
    }

    private JsonNode api(String chat) throws IOException, InterruptedException {
        return JSON.readTree(client.send(request("/api/chats/" + chat).build(), BodyHandlers.ofString())
                .body());
    }

    private JsonNode post(String chat, Object body) throws IOException, InterruptedException {
        return post(chat, "application/json", JSON.writeValueAsBytes(body));
    }

    private JsonNode post(String chat, String contentType, byte[] body) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                request("/api/chats/" + chat + "/messages")
                        .header("Content-Type", contentType)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<byte[]> get(String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(PARLEY.state().apiUrl() + path))
                .header("Authorization", "Bearer " + PARLEY.state().apiKey());
    }

    private static byte[] multipart() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("--B\r\nContent-Disposition: form-data; name=\"media[]\"; filename=\"dot.png\"\r\n\r\n"
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(PNG);
        body.writeBytes("\r\n--B--\r\n".getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }
}
