package dev.parley.stories;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConversationTest {
    @RegisterExtension
    static final Parley PARLEY = new Parley();

    @Test
    void aDirectMessageComesInAndItsAnswerGoesOut() {
        // given
        Participant ada = PARLEY.participant("telegram", "Ada");
        try (Subscriber subscriber = PARLEY.subscriber()) {
            // when
            String externalId = ada.writes("Are you open on Sunday?");
            JsonNode received = subscriber.waitUntilReceived(
                    "message.received", message -> isAbout(message, externalId, "Are you open on Sunday?"));
            JsonNode reply = PARLEY.api().sends(received.path("chat_id").asText(), "Yes, from ten to four.");

            // then
            assertThat(received.path("body").asText()).isEqualTo("Are you open on Sunday?");
            assertThat(received.path("direction").asText()).isEqualTo("inbound");
            assertThat(reply.path("status").asText()).isEqualTo("pending");
            JsonNode sent = subscriber.waitUntilReceived(
                    "message.sent", message -> message.path("id").equals(reply.path("id")));
            assertThat(sent.path("status").asText()).isEqualTo("published");
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(ada.hasRead()).containsExactly("Yes, from ten to four."));
        }
    }

    @Test
    void aLinkThatBlueskysAppShortenedKeepsItsAddress() {
        // given
        Participant cleo = PARLEY.participant("bluesky", "Cleo");
        String address = "https://cleo.example/a-very-long-way-to-the-article";
        try (Subscriber subscriber = PARLEY.subscriber()) {
            // when
            String externalId = cleo.writesWith("See cleo.example/a-very...", shortened(4, 26, address));

            // then
            JsonNode received = subscriber.waitUntilReceived(
                    "message.received", message -> isAbout(message, externalId, "See cleo.example/a-very..."));
            assertThat(received.at("/platform_data/facets/0/features/0/uri").asText())
                    .isEqualTo(address);

            // when
            String answer = cleo.isAnsweredInTheApp(externalId, "Or cleo.example/b...", shortened(3, 20, address));

            // then
            JsonNode sent = subscriber.waitUntilReceived(
                    "message.sent", message -> isAbout(message, answer, "Or cleo.example/b..."));
            assertThat(sent.path("direction").asText()).isEqualTo("outbound");
            assertThat(sent.path("sent_by").asText()).isEqualTo("app");
            assertThat(sent.path("reply_to_external_id").asText()).isEqualTo(externalId);
            assertThat(sent.at("/links/0/url").asText()).isEqualTo(address);
            assertThat(sent.at("/platform_data/facets/0/features/0/uri").asText())
                    .isEqualTo(address);
        }
    }

    private static Map<String, Object> shortened(int start, int end, String address) {
        Map<String, Object> feature = Map.of("$type", "app.bsky.richtext.facet#link", "uri", address);
        Map<String, Object> index = Map.of("byteStart", start, "byteEnd", end);
        return Map.of("facets", List.of(Map.of("index", index, "features", List.of(feature))));
    }

    @Test
    void answersArriveInTheOrderInWhichTheyWereSent() {
        // given
        Participant ben = PARLEY.participant("telegram", "Ben");
        try (Subscriber subscriber = PARLEY.subscriber()) {
            String externalId = ben.writes("Tell me a story");
            String chat = subscriber
                    .waitUntilReceived("message.received", message -> isAbout(message, externalId, "Tell me a story"))
                    .path("chat_id")
                    .asText();

            // when
            for (int line = 1; line <= 5; line++) {
                PARLEY.api().sends(chat, "line " + line);
            }

            // then
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(ben.hasRead())
                            .containsExactly("line 1", "line 2", "line 3", "line 4", "line 5"));
        }
    }

    /** A platform's message ids may begin anew in each chat, so the id alone does not tell. */
    private static boolean isAbout(JsonNode message, String externalId, String body) {
        return message.path("external_id").asText().equals(externalId)
                && message.path("body").asText().equals(body);
    }
}
