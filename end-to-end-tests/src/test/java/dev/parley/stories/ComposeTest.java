package dev.parley.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The images and docker-compose.yml, where a container engine is present. */
class ComposeTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @Test
    void aConversationGoesThroughTheContainers() {
        try (ComposedParley parley = ComposedParley.start()) {
            // given
            Api api = parley.api();
            Participant ada = parley.participant("Ada");

            // when
            ada.writes("Do you run in containers?");
            String chat = await().atMost(LIMIT)
                    .until(() -> api.chats().stream().findFirst().orElse(""), id -> !id.isEmpty());
            api.sends(chat, "All of it.");

            // then
            await().atMost(LIMIT).untilAsserted(() -> assertThat(ada.hasRead()).containsExactly("All of it."));
            assertThat(api.messages(chat))
                    .extracting(message -> message.path("body").asText())
                    .containsExactlyInAnyOrder("Do you run in containers?", "All of it.");
        }
    }
}
