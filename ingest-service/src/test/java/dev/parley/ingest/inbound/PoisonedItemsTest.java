package dev.parley.ingest.inbound;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.inbound.InboundEvent.MessageArrived;
import dev.parley.ingest.Story;
import dev.parley.ingest.StoryTest;
import dev.parley.ingest.loopback.LoopbackPlatform;
import dev.parley.ingest.loopback.WrittenEvent;
import dev.parley.json.Json;
import dev.parley.kafka.DeadLetters;
import dev.parley.testing.RawTopic;
import dev.parley.testing.SqlStates;
import dev.parley.topic.Topics;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever stands on {@code parley.inbound} costs itself alone: later items of its partition and all others go on. */
@QuarkusTest
class PoisonedItemsTest extends StoryTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String brokers;

    private RawTopic topic;
    private int good;

    @BeforeEach
    void open() {
        topic = new RawTopic(brokers, Topics.INBOUND);
    }

    @AfterEach
    void close() {
        topic.close();
    }

    @Test
    void whatCannotBeReadCostsItselfAlone() {
        Map<String, byte[]> poisons = new LinkedHashMap<>();
        poisons.put("empty", new byte[0]);
        poisons.put("null", bytes("null"));
        poisons.put("array", bytes("[1]"));
        poisons.put("cut short", bytes("{\"version\":1,\"item\":{"));
        poisons.put("bad UTF-8", new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0xc3, 0x28});
        poisons.put("deep", bytes("{\"item\":" + "[".repeat(200_000)));
        poisons.put("deep item", with(record -> record.put("item", "@"), "[".repeat(2_000) + "]".repeat(2_000)));
        poisons.put("huge version", bytes("{\"version\":1e999999}"));
        poisons.put("long version", bytes("{\"version\":99999999999}"));
        poisons.put("version as text", bytes("{\"version\":\"one\"}"));
        poisons.put("unknown version", with(record -> record.put("version", 9)));
        poisons.put(
                "objects for texts", with(record -> record.putObject("platform").put("item", 1)));
        poisons.put(
                "absurd id",
                with(record -> record.put("profile_id", "p".repeat(100_000)).put("account", "nobody")));
        poisons.put("time out of range", with(record -> record.put("received_at", "+99999999999-01-01T00:00:00Z")));
        poisons.put("U+0000 in the account", with(record -> record.put("account", "\0")));
        poisons.put("U+0000 in the platform", with(record -> record.put("platform", "\0")));
        poisons.put("an account of a megabyte", with(record -> record.put("account", "a".repeat(1_000_000))));
        assertThatEachCostsItselfAlone(poisons);
    }

    @Test
    void whatTheDatabaseRefusesCostsItselfAlone() {
        Map<String, byte[]> poisons = new LinkedHashMap<>();
        poisons.put("the first of all times", item(Story.text("p", "x1", "Hi", Instant.MIN)));
        poisons.put("the last of all times", item(Story.text("p", "x2", "Hi", Instant.MAX)));
        poisons.put("a name that no index holds", item(Story.text("p", random(9_000), "Hi", Story.T0)));
        poisons.put("a participant that no index holds", item(Story.text(random(9_000), "x4", "Hi", Story.T0)));
        assertThatEachCostsItselfAlone(poisons);
    }

    @Test
    void everyClassOfRefusalCostsItselfAlone() {
        SqlStates.triggerOn("messages", "body")
                .forEach(statement -> pool.query(statement).execute().await().atMost(LIMIT));
        Map<String, byte[]> poisons = new LinkedHashMap<>();
        SqlStates.REFUSALS.forEach(
                state -> poisons.put(state, item(Story.text("p", "m" + state, SqlStates.text(state), Story.T0))));
        assertThatEachCostsItselfAlone(poisons);
        SqlStates.REFUSALS.forEach(
                state -> assertThat(reason(state)).isEqualTo("cannot be written: SQLSTATE " + state));
    }

    @Test
    void oneOfAnySizeUpToTheTopicsLimitCostsItselfAlone() {
        Map<String, byte[]> poisons = new LinkedHashMap<>();
        for (int size : List.of(1_048_450, 1_048_576, 1_049_000, 5_000_000, Topics.LARGEST_RECORD - 500)) {
            byte[] value = new byte[size];
            Arrays.fill(value, (byte) 'x');
            poisons.put("size " + size, value);
        }
        assertThatEachCostsItselfAlone(poisons);
        poisons.forEach((name, value) ->
                assertThat(topic.awaitLetter(key(name)).value()).isEqualTo(value));
    }

    @Test
    void aTimeOutsideOfTheCalendarsCostsNobodyAnything() {
        for (Instant at : List.of(Instant.EPOCH.minusSeconds(1), Instant.ofEpochMilli(9_999_999_999_999_999L))) {
            good++;
            topic.publish("any", item(Story.text("p", "good" + good, "Hi", at)));
        }
        topic.publish("any", good());
        awaitGood();
        assertThat(story.number("select count(*) from messages where profile_id = $1"
                        + " and external_posted_at not between '0001-01-01Z' and '10000-01-01Z'"))
                .isZero();
    }

    @Test
    void oddKeysAndHeadersCostNobodyAnything() {
        topic.publish(null, good());
        topic.publish(0, "k", good(), Map.of("traceparent", bytes("\0\0")));
        topic.publish(0, "k", good(), Map.of("traceparent", new byte[0]));
        topic.publish(0, "\0", good(), Map.of("x", new byte[100_000]));
        topic.publish(key("no value"), null);
        topic.publish(null, null);
        awaitGood();
        assertThat(reason("no value")).isEqualTo("empty record");
    }

    /** Each poison is followed by a good item in its own partition, and all of them by one in every partition. */
    private void assertThatEachCostsItselfAlone(Map<String, byte[]> poisons) {
        poisons.forEach((name, value) -> {
            topic.publish(key(name), value);
            topic.publish(key(name), good());
        });
        for (int partition = 0; partition < topic.partitions(); partition++) {
            topic.publish(partition, "any", good(), Map.of());
        }
        awaitGood();
        poisons.keySet().forEach(name -> assertThat(reason(name)).as(name).isNotBlank());
        poisons.keySet()
                .forEach(name -> assertThat(topic.letters(key(name))).as(name).hasSize(1));
    }

    private void awaitGood() {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(story.number(
                                "select count(*) from messages where profile_id = $1 and external_id like 'good%'"))
                        .isEqualTo(good));
    }

    private byte[] good() {
        good++;
        return item(Story.text("anna" + good % 5, "good" + good, "Hi", Story.T0));
    }

    private byte[] item(MessageArrived message) {
        return LoopbackPlatform.record(story.profile.externalId(), WrittenEvent.write(message))
                .write();
    }

    private byte[] with(Consumer<ObjectNode> change) {
        return with(change, "{}");
    }

    /** @param item stands where the change leaves {@code "@"} */
    private byte[] with(Consumer<ObjectNode> change, String item) {
        ObjectNode record =
                (ObjectNode) Json.read(new String(item(Story.text("poison", "Hi")), StandardCharsets.UTF_8));
        change.accept(record);
        return bytes(record.toString().replace("\"@\"", item));
    }

    /** Does not get smaller by compressing it. */
    private static String random(int length) {
        return new Random(7)
                .ints(length, 'a', 'z')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private String key(String name) {
        return story.profile.id() + "/" + name;
    }

    private String reason(String name) {
        return RawTopic.header(topic.awaitLetter(key(name)), DeadLetters.REASON);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
