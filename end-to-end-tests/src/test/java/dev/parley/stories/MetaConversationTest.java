package dev.parley.stories;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens in conversations on Messenger and Instagram beside texts that come and go. */
class MetaConversationTest {
    @RegisterExtension
    static final Parley PARLEY = new Parley();

    @Test
    void aStoryMentionArrivesWithItsPictureKept() {
        Participant ida = PARLEY.participant("instagram", "Ida");
        try (Subscriber subscriber = PARLEY.subscriber()) {
            String externalId = ida.mentionsInAStory();

            JsonNode mention = subscriber.waitUntilReceived("message.received", isAbout(externalId));
            JsonNode attachment = mention.at("/attachments/0");
            assertThat(attachment.path("type").asText()).isEqualTo("story_mention");
            assertThat(attachment.path("status").asText()).isEqualTo("processed");
            assertThat(attachment.path("url").asText()).contains("/media/");
        }
    }

    @Test
    void aMessageThatIsTakenBackIsRedacted() {
        Participant ole = PARLEY.participant("instagram", "Ole");
        try (Subscriber subscriber = PARLEY.subscriber()) {
            String externalId = ole.writes("I should not have said that");
            JsonNode received = subscriber.waitUntilReceived("message.received", isAbout(externalId));

            ole.unsends(externalId);

            subscriber.waitUntilReceived("message.deleted", isAbout(externalId));
            JsonNode now = PARLEY.api().message(received.path("id").asText());
            assertThat(now.path("external_deleted_at").isNull()).isFalse();
            assertThat(now.path("body").isNull()).isTrue();
        }
    }

    @Test
    void whatAnAgentWritesInTheNativeAppIsStoredAsSent() {
        Participant mia = PARLEY.participant("facebook", "Mia");
        try (Subscriber subscriber = PARLEY.subscriber()) {
            JsonNode question = subscriber.waitUntilReceived("message.received", isAbout(mia.writes("Anybody there?")));

            String externalId = mia.hearsFromTheApp("Yes, this is Tom from the bakery.");

            JsonNode answer = subscriber.waitUntilReceived("message.sent", isAbout(externalId));
            assertThat(answer.path("chat_id")).isEqualTo(question.path("chat_id"));
            assertThat(answer.path("direction").asText()).isEqualTo("outbound");
            assertThat(answer.path("status").asText()).isEqualTo("published");
            assertThat(answer.path("body").asText()).isEqualTo("Yes, this is Tom from the bakery.");
        }
    }

    @Test
    void aSendWhoseAnswerWasLostIsSettledByAskingAndNotSentAgain() {
        Participant kai = PARLEY.participant("facebook", "Kai");
        try (Subscriber subscriber = PARLEY.subscriber()) {
            String chat = subscriber
                    .waitUntilReceived("message.received", isAbout(kai.writes("Is it ready?")))
                    .path("chat_id")
                    .asText();
            PARLEY.misbehaves("facebook", "send", "drop_answer");

            String id = PARLEY.api().sends(chat, "Come and get it.").path("id").asText();

            JsonNode sent = subscriber.waitUntilReceived(
                    "message.sent", message -> message.path("id").asText().equals(id));
            assertThat(sent.path("status").asText()).isEqualTo("published");
            await().during(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(kai.hasRead()).containsExactly("Come and get it."));
        }
    }

    private static Predicate<JsonNode> isAbout(String externalId) {
        return message -> message.path("external_id").asText().equals(externalId);
    }
}
