package dev.parley.gateway;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Api;
import dev.parley.kafka.DeadLetters;
import dev.parley.kafka.TopicWriter;
import dev.parley.testing.RawTopic;
import dev.parley.topic.Topics;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeadLettersTest {
    @Inject
    TopicWriter topics;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String brokers;

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

    @Test
    void oneThatWasCutSaysSoAndIsNotReplayed() {
        String text = "cut " + UUID.randomUUID();
        letter(
                text,
                Map.of(
                        DeadLetters.REASON,
                        "too much",
                        DeadLetters.SOURCE,
                        "parley.inbound/3/7",
                        DeadLetters.WHOLE_BYTES,
                        "12345678"));
        JsonNode letter = awaitLetter(text);
        assertThat(letter.path("whole_bytes").asLong()).isEqualTo(12_345_678);
        assertThat(letter.path("origin").asText()).isEqualTo("parley.inbound/3/7");

        Answer replayed = Api.operator()
                .post("/api/admin/dead_letters/" + letter.path("id").asText() + "/replay", "");

        assertThat(replayed.status()).isEqualTo(422);
        assertThat(replayed.json().path("error").asText())
                .contains("12345678 bytes")
                .contains("cannot be replayed");
        assertThat(find(text).orElseThrow().path("replayed_at").isNull()).isTrue();
    }

    @Test
    void whatWasNoRecordIsNotPutBack() {
        String text = "polled " + UUID.randomUUID();
        letter(text, Map.of(DeadLetters.SOURCE, "poll/prof_1", DeadLetters.REPLAYABLE, "false"));
        JsonNode letter = awaitLetter(text);
        assertThat(letter.path("replayable").asBoolean(true)).isFalse();

        Answer replayed = Api.operator()
                .post("/api/admin/dead_letters/" + letter.path("id").asText() + "/replay", "");

        assertThat(replayed.status()).isEqualTo(422);
        assertThat(replayed.json().path("error").asText())
                .isEqualTo("This dead letter was no record of its topic and cannot be replayed");
        assertThat(find(text).orElseThrow().path("replayed_at").isNull()).isTrue();
    }

    @Test
    void whateverTheLettersHoldTheLaterOnesAreShown() {
        try (RawTopic topic = new RawTopic(brokers, Topics.deadLetters(Topics.INBOUND), Topics.INBOUND)) {
            topic.publish(0, null, null, Map.of());
            topic.publish(0, "\0", new byte[] {0, (byte) 0xff}, Map.of(DeadLetters.REASON, bytes("\0")));
            topic.publish(0, "k".repeat(900_000), new byte[0], Map.of(DeadLetters.REASON, new byte[0]));
            topic.publish(0, "k", bytes("x".repeat(10_900_000)), Map.of(DeadLetters.REASON, bytes("r".repeat(50_000))));
            topic.publish(0, "k", bytes("x"), Map.of(DeadLetters.WHOLE_BYTES, bytes("many"), "x", new byte[50_000]));
            String text = "after them " + UUID.randomUUID();
            topic.publish(0, "k", bytes(text), Map.of());

            assertThat(awaitLetter(text).path("reason").asText()).isEqualTo("unknown");
        }
    }

    private void letter(String text, Map<String, String> headers) {
        topics.write(Topics.deadLetters(Topics.INBOUND), "k", bytes(text), headers)
                .await()
                .atMost(Duration.ofSeconds(20));
    }

    private static JsonNode awaitLetter(String text) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> find(text), Optional::isPresent)
                .orElseThrow();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
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
