package dev.parley.stories;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The images and docker-compose.yml, where a container engine is present. */
class ComposeTest {
    @Test
    void aConversationGoesThroughTheContainers() {
        try (ComposedParley parley = ComposedParley.start();
                Subscriber subscriber = parley.subscriber()) {
            // given
            Api api = parley.api();
            Participant ada = parley.participant("Ada");
            String chat = subscriber.chatOf(ada);

            // when
            String answer =
                    api.sends(chat, "All of it runs in containers.").path("id").asText();

            // then
            subscriber.waitUntilReceived(
                    "message.sent", message -> message.path("id").asText().equals(answer));
            assertThat(ada.hasRead()).containsExactly("All of it runs in containers.");
            assertThat(api.messages(chat))
                    .extracting(message -> message.path("body").asText())
                    .containsExactlyInAnyOrder("Hello from Ada", "All of it runs in containers.");
        }
    }
}
