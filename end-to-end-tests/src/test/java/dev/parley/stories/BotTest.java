package dev.parley.stories;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standalone.process.StartFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A bot on Telegram: buttons instead of words, and messages that change. */
class BotTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @RegisterExtension
    static final Parley PARLEY = new Parley();

    @Test
    void aTapComesInAsAMessageAndTheKeyboardOutlivesAnEditUntilItIsTakenAway() {
        // given
        Participant eve = PARLEY.participant("telegram", "Eve");
        try (Subscriber subscriber = PARLEY.subscriber()) {
            String chat = chatOf(subscriber, eve, "A cake, please");
            JsonNode question = subscriber.waitUntilReceived(
                    "message.sent", isMessage(PARLEY.api().sends(chat, questionWithButtons())));

            // when
            String tap = eve.taps("Lemon");

            // then
            JsonNode tapped = subscriber.waitUntilReceived(
                    "message.received",
                    message -> message.path("external_id").asText().equals(tap));
            assertThat(tapped.path("body").asText()).isEqualTo("cake:lemon");
            assertThat(tapped.path("tapped_action").path("kind").asText()).isEqualTo("callback_query");
            assertThat(tapped.path("tapped_action").path("title").asText()).isEqualTo("Lemon");
            assertThat(tapped.path("reply_to_external_id")).isEqualTo(question.path("external_id"));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(eve.acknowledgements(tap)).isEqualTo(1));

            // when
            String id = question.path("id").asText();
            PARLEY.api().edits(id, Map.of("body", "Lemon is out. Which one?"));

            // then
            assertThat(eve.hasRead()).containsExactly("Lemon is out. Which one?");
            assertThat(eve.taps("Chocolate")).isNotEmpty();

            // when
            PARLEY.api().edits(id, Map.of("reply_markup", Map.of()));

            // then
            assertThatThrownBy(() -> eve.taps("Chocolate"))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("no such message with an inline keyboard");
        }
    }

    @Test
    void whatAParticipantEditsIsToldAndKept() {
        // given
        Participant finn = PARLEY.participant("telegram", "Finn");
        try (Subscriber subscriber = PARLEY.subscriber()) {
            String externalId = finn.writes("See you on Sundey");
            JsonNode received = subscriber.waitUntilReceived(
                    "message.received", message -> message.path("body").asText().equals("See you on Sundey"));

            // when
            finn.edits(externalId, "See you on Sunday");

            // then
            JsonNode edited = subscriber.waitUntilReceived("message.edited", isMessage(received));
            assertThat(edited.path("body").asText()).isEqualTo("See you on Sunday");
            assertThat(PARLEY.api()
                            .message(received.path("id").asText())
                            .path("body")
                            .asText())
                    .isEqualTo("See you on Sunday");
            assertThat(subscriber.received("message.received"))
                    .as("told as new")
                    .noneMatch(message -> message.path("body").asText().equals("See you on Sunday"));
        }
    }

    @Test
    void theAddressBehindALinkIsKeptAndItsChangeIsAnEdit() {
        // given
        Participant gil = PARLEY.participant("telegram", "Gil");
        try (Subscriber subscriber = PARLEY.subscriber()) {
            // when
            String externalId = gil.writesWith(Map.of("text", "My shop", "entities", link("https://gil.example/a")));

            // then
            JsonNode received = subscriber.waitUntilReceived(
                    "message.received", message -> message.path("body").asText().equals("My shop"));
            assertThat(received.at("/platform_data/entities/0/url").asText()).isEqualTo("https://gil.example/a");
            assertThat(received.at("/links/0/title").asText()).isEqualTo("shop");

            // when
            gil.editsWith(externalId, Map.of("entities", link("https://gil.example/b")));

            // then
            JsonNode edited = subscriber.waitUntilReceived("message.edited", isMessage(received));
            assertThat(edited.path("body").asText()).isEqualTo("My shop");
            assertThat(edited.at("/platform_data/entities/0/url").asText()).isEqualTo("https://gil.example/b");
        }
    }

    private static List<Map<String, Object>> link(String url) {
        return List.of(Map.of("offset", 3, "length", 4, "type", "text_link", "url", url));
    }

    private static String chatOf(Subscriber subscriber, Participant participant, String text) {
        participant.writes(text);
        return subscriber
                .waitUntilReceived(
                        "message.received",
                        message -> message.path("body").asText().equals(text))
                .path("chat_id")
                .asText();
    }

    private static Predicate<JsonNode> isMessage(JsonNode message) {
        return candidate -> candidate.path("id").equals(message.path("id"));
    }

    private static Map<String, Object> questionWithButtons() {
        return Map.of(
                "body",
                "Which kind?",
                "reply_markup",
                Map.of(
                        "inline_keyboard",
                        List.of(List.of(
                                Map.of("text", "Lemon", "callback_data", "cake:lemon"),
                                Map.of("text", "Chocolate", "callback_data", "cake:chocolate")))));
    }
}
