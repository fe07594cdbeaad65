package dev.parley.stories;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Whatever passes between Parley and the simulated Bluesky keeps to the lexicons that Bluesky publishes: Parley's calls
 * as well as the sandbox's answers, in this story and in all that were told before it.
 */
class BlueskyLexiconTest {
    @RegisterExtension
    static final Parley PARLEY = new Parley();

    private static final List<String> CALLED = List.of(
            "com.atproto.server.createSession",
            "chat.bsky.convo.getLog",
            "chat.bsky.convo.getConvo",
            "chat.bsky.convo.sendMessage",
            "chat.bsky.convo.muteConvo",
            "chat.bsky.convo.unmuteConvo");

    @Test
    void callsAndAnswersKeepToThePublishedLexicons() {
        // given
        Participant ada = PARLEY.participant("bluesky", "Ada");
        try (Subscriber subscriber = PARLEY.subscriber()) {
            ada.writes("Do you ship abroad?");
            String chat = subscriber
                    .waitUntilReceived(
                            "message.received",
                            message -> message.path("body").asText().equals("Do you ship abroad?"))
                    .path("chat_id")
                    .asText();

            // when
            JsonNode linked = PARLEY.api().sends(chat, "Yes: see https://example.com/shipping");
            subscriber.waitUntilReceived(
                    "message.sent", message -> message.path("id").equals(linked.path("id")));
            PARLEY.misbehaves("bluesky", "send", "drop_answer");
            JsonNode unanswered = PARLEY.api().sends(chat, "Anything else?");
            subscriber.waitUntilReceived(
                    "message.sent", message -> message.path("id").equals(unanswered.path("id")));
            PARLEY.api().archives(chat);
            PARLEY.api().unarchives(chat);

            // then
            assertThat(ada.hasRead()).containsExactly("Yes: see https://example.com/shipping", "Anything else?");
            // The poller goes on, so the last line may be half-written.
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> Lexicons.check(PARLEY.blueskyExchanges(), CALLED));
        }
    }
}
