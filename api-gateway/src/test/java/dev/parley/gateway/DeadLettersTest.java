package dev.parley.gateway;

import static dev.parley.standalone.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Api;
import dev.parley.topic.DeadLetters;
import dev.parley.topic.TopicWriter;
import dev.parley.topic.Topics;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeadLettersTest {
    @Inject
    TopicWriter topics;

    @Test
    void theOperatorSeesWhatCouldNotBeHandledAndPutsItBack() {
        String text = "broken " + UUID.randomUUID();
        topics.write(
                        Topics.deadLetters(Topics.INBOUND),
                        "k",
                        text.getBytes(StandardCharsets.UTF_8),
                        Map.of(DeadLetters.REASON, "not an inbound record"))
                .await()
                .atMost(Duration.ofSeconds(20));
        JsonNode letter = await().atMost(Duration.ofSeconds(30))
                .until(() -> find(text), Optional::isPresent)
                .orElseThrow();
        assertThat(letter.path("topic").asText()).isEqualTo("parley.inbound.dlq");
        assertThat(letter.path("reason").asText()).isEqualTo("not an inbound record");
        Answer replayed = Api.operator()
                .post("/api/admin/dead_letters/" + letter.path("id").asText() + "/replay", "");
        assertThat(replayed.text()).isEqualTo("{\"replayed\":true}");
        assertThat(find(text).orElseThrow().path("replayed_at").isNull()).isFalse();
        assertThat(Api.operator().post("/api/admin/dead_letters/1/replay", "").status())
                .isEqualTo(404);
        assertThat(Api.operator().post("/api/admin/dead_letters/x/replay", "").status())
                .isEqualTo(404);
    }

    private static Optional<JsonNode> find(String text) {
        JsonNode data = Api.operator()
                .get("/api/admin/dead_letters?per_page=100")
                .json()
                .path("data");
        return StreamSupport.stream(data.spliterator(), false)
                .filter(letter -> letter.path("value").asText().equals(text))
                .findFirst();
    }
}
