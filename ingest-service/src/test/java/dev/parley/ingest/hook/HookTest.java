package dev.parley.ingest.hook;

import static dev.parley.testing.Waiting.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.is;

import dev.parley.id.ProfileId;
import dev.parley.ingest.DeadLetterBox;
import dev.parley.ingest.Story;
import dev.parley.ingest.StoryTest;
import dev.parley.ingest.loopback.WrittenEvent;
import dev.parley.topic.Topics;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class HookTest extends StoryTest {
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    @Test
    void aGenuineDeliveryIsAnsweredWithAnEmptyBodyAndStored() {
        given().header("X-Loopback", "genuine")
                .contentType("text/anything")
                .body(delivery(
                        WrittenEvent.write(Story.text("m1", "Hi")), WrittenEvent.write(Story.text("m2", "There"))))
                .post("/hooks/loopback/some/path")
                .then()
                .statusCode(200)
                .body(is(emptyString()));

        await().untilAsserted(() -> assertThat(story.told()).containsExactly("message.received", "message.received"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "multipart/form-data; boundary=",
                "multipart/form-data"
            })
    void aDeliveryIsTakenAsItsBytesWhateverTheyAreCalled(String contentType) throws Exception {
        String written = WrittenEvent.write(Story.text("m-" + contentType.length(), "Hi"));
        byte[] bytes = delivery(written).getBytes(StandardCharsets.UTF_8);

        assertThat(send("POST", "/hooks/loopback", contentType, bytes)).isEqualTo(200);
        await().untilAsserted(() -> assertThat(story.told()).containsExactly("message.received"));
        assertThat(send("GET", "/hooks/loopback/x?challenge=4711", contentType, bytes))
                .isEqualTo(200);
    }

    /** By a client that does not look into what it sends. */
    private static int send(String method, String path, String contentType, byte[] body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + path))
                .header("X-Loopback", "genuine")
                .header("Content-Type", contentType)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    @Test
    void aDeliveryThatIsNotGenuineIsRefused() {
        given().body(delivery(WrittenEvent.write(Story.text("m1", "Hi"))))
                .post("/hooks/loopback")
                .then()
                .statusCode(403)
                .body(is(emptyString()));
    }

    @Test
    void aHandshakeIsAnsweredWithItsText() {
        given().get("/hooks/loopback/x?challenge=4711").then().statusCode(200).body(is("4711"));
    }

    @Test
    void anUnknownPlatformIsNotFound() {
        given().body("{}").post("/hooks/nowhere/x").then().statusCode(404);
    }

    @Test
    void theFirstUpdateOfABotConnectedAMomentAgoIsTaken() {
        for (int round = 0; round < 5; round++) {
            ProfileId bot = story.connectBot("s3cret");

            update(bot, "s3cret").statusCode(200);
        }
    }

    @Test
    void anUpdateOfABotThatIsStillBeingConnectedIsAskedForAgain() {
        update(new ProfileId(story.ids.next()), "s3cret").statusCode(503);
    }

    @Test
    void anUpdateForAProfileThatNeverWasIsNotFound() {
        long yesterday = (System.currentTimeMillis() - 86_400_000) << 21;
        update(new ProfileId(yesterday), "s3cret").statusCode(404);
    }

    private static ValidatableResponse update(ProfileId bot, String secret) {
        return given().header("X-Telegram-Bot-Api-Secret-Token", secret)
                .body("{\"update_id\":1}")
                .post("/hooks/telegram/" + bot)
                .then();
    }

    @Test
    void tooLargeABodyIsRefused() {
        given().header("X-Loopback", "genuine")
                .body(new byte[8 * 1024 * 1024 + 1])
                .post("/hooks/loopback")
                .then()
                .statusCode(413);
    }

    @Test
    void aGenuineDeliveryThatNobodyCanReadIsKeptAsADeadLetter() {
        String body = "{\"marker\":\"" + story.profile.externalId() + "\"}";
        given().header("X-Loopback", "genuine")
                .body(body)
                .post("/hooks/loopback")
                .then()
                .statusCode(200)
                .body(is(emptyString()));

        try (DeadLetterBox box = new DeadLetterBox(kafka, Topics.INBOUND)) {
            DeadLetterBox.Letter letter = box.find(body.getBytes(StandardCharsets.UTF_8));
            assertThat(letter.reason()).isEqualTo("no items");
            assertThat(letter.origin()).isEqualTo("hooks/loopback");
        }
    }

    @Test
    void aServiceOnTheRightSchemaIsReady() {
        given().baseUri(ready.toString()).get().then().statusCode(200);
    }

    private String delivery(String... items) {
        return "{\"account\":\"" + story.profile.externalId() + "\",\"items\":[" + String.join(",", items) + "]}";
    }
}
