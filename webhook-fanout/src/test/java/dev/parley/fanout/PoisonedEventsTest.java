package dev.parley.fanout;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.fanout.World.Subscriber;
import dev.parley.json.Json;
import dev.parley.kafka.DeadLetters;
import dev.parley.testing.RawTopic;
import dev.parley.testing.SqlStates;
import dev.parley.topic.EventRecord;
import dev.parley.topic.Topics;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever stands on {@code parley.events} costs itself alone: later events of its partition and all others are told. */
@QuarkusTest
class PoisonedEventsTest extends SubscriberTest {
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String brokers;

    private RawTopic topic;
    private Receiver late;
    private Subscriber stored;

    /** Beside the healthy receiver stands one for which everything must be stored, and one that keeps the order. */
    @BeforeEach
    void subscribe() {
        topic = new RawTopic(brokers, Topics.EVENTS);
        late = new Receiver().that(Receiver.late());
        stored = world.subscribe(account, late.url(), "*");
        world.subscribe(account, null, true, late.url() + "/ordered", "*");
        world.subscribe(account, receiver.url(), "*");
    }

    @AfterEach
    void closeMore() {
        topic.close();
        late.close();
    }

    @Test
    void whatCannotBeReadCostsItselfAlone() {
        Map<String, byte[]> poisons = new LinkedHashMap<>();
        poisons.put("empty", new byte[0]);
        poisons.put("null", bytes("null"));
        poisons.put("array", bytes("[1]"));
        poisons.put("bad UTF-8", new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0xc3, 0x28});
        poisons.put("deep", bytes("{\"envelope\":" + "[".repeat(200_000)));
        poisons.put("deep envelope", withEnvelope("{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000)));
        poisons.put("huge version", bytes("{\"version\":1e999999}"));
        poisons.put("long version", bytes("{\"version\":99999999999}"));
        poisons.put("unknown version", with(event -> event.put("version", 9)));
        poisons.put("endless sequence", bytes("{\"version\":1,\"sequence\":" + "9".repeat(30) + "}"));
        poisons.put("absurd id", with(event -> event.put("event_id", "evt_" + "z".repeat(10_000))));
        poisons.put("id out of range", with(event -> event.put("event_id", "evt_zzzzzzzzzzzzz")));
        poisons.put("account out of range", with(event -> event.put("account_id", "acc_zzzzzzzzzzzzz")));
        poisons.put("no envelope", with(event -> event.put("envelope", "text")));
        poisons.put("U+0000 in the type", with(event -> event.put("type", "\0")));
        poisons.put("a line break in the type", with(event -> event.put("type", "a\r\nX-Evil: 1")));
        poisons.put("an endless type", with(event -> event.put("type", "t".repeat(20_000))));
        assertThatEachCostsItselfAlone(poisons);
    }

    @Test
    void oddIdsAndTimesCostNobodyAnything() {
        List<String> told = new ArrayList<>();
        told.add(publish(event -> event.put("chat_id", "\0")));
        told.add(publish(event -> event.put("chat_id", "chat_zzzzzzzzzzzzz")));
        told.add(publish(event -> event.put("profile_id", "x".repeat(100_000))));
        told.add(publish(event -> event.put("profile_group_id", "\0")));
        told.add(publish(event -> event.put("occurred_at", "+999999999-12-31T23:59:59Z")));
        told.add(publish(event -> event.put("occurred_at", "-999999999-01-01T00:00:00Z")));
        told.add(publish(event -> event.put("occurred_at", "yesterday")));
        told.add(publish(event -> event.put("platform", "\0")));
        told.add(publish(event -> event.put("sequence", Long.MAX_VALUE)));
        told.add(publish(event -> event.put("sequence", Long.MIN_VALUE)));
        told.add(publish(event -> event.putObject("envelope").put("text", "\0")));
        topic.publish(0, "k", good(told), Map.of("traceparent", bytes("\0\0")));
        topic.publish(0, "k", good(told), Map.of("traceparent", new byte[0]));
        topic.publish(0, "\0", good(told), Map.of("x", new byte[100_000]));
        topic.publish(null, good(told));
        topic.publish("no value", null);
        topic.publish(null, null);
        for (int partition = 0; partition < topic.partitions(); partition++) {
            topic.publish(partition, "k", good(told), Map.of());
        }
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(receiver.eventIds()).containsAll(told));
        assertThat(reason("no value")).isEqualTo("empty record");
    }

    @Test
    void everyClassOfRefusalCostsItselfAlone() {
        SqlStates.triggerOn("events", "type").forEach(statement -> world.run(statement, Tuple.tuple()));
        SqlStates.triggerOn("webhook_attempts", "event_type").forEach(statement -> world.run(statement, Tuple.tuple()));
        Map<String, byte[]> poisons = new LinkedHashMap<>();
        SqlStates.REFUSALS.forEach(state ->
                poisons.put(state, with(event -> event.put("type", SqlStates.text(state)))));
        assertThatEachCostsItselfAlone(poisons);
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
    void anEventOfTheTopicsLimitIsTold() {
        String id =
                publish(event -> event.putObject("envelope").put("text", "x".repeat(Topics.LARGEST_RECORD - 2_000)));

        await().atMost(LIMIT).until(() -> receiver.eventIds().contains(id));
        await().atMost(LIMIT).until(() -> world.attempts(stored, true) == 1);
    }

    /** Each poison is followed by a good event in its own partition, and all of them by one in every partition. */
    private void assertThatEachCostsItselfAlone(Map<String, byte[]> poisons) {
        List<String> told = new ArrayList<>();
        poisons.forEach((name, value) -> {
            topic.publish(key(name), value);
            topic.publish(key(name), good(told));
        });
        for (int partition = 0; partition < topic.partitions(); partition++) {
            topic.publish(partition, "any", good(told), Map.of());
        }
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(receiver.eventIds()).containsAll(told));
        poisons.forEach(
                (name, value) -> assertThat(reason(name, value)).as(name).isNotBlank());
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(world.attempts(stored, true)).isGreaterThanOrEqualTo(told.size()));
    }

    private String publish(Consumer<ObjectNode> change) {
        EventRecord event = world.event(account, "message.sent");
        topic.publish(event.key(), changed(event, change));
        return event.eventId();
    }

    private byte[] good(List<String> told) {
        EventRecord event = world.event(account, "message.sent");
        told.add(event.eventId());
        return event.write();
    }

    private byte[] with(Consumer<ObjectNode> change) {
        return changed(world.event(account, "message.sent"), change);
    }

    private byte[] withEnvelope(String envelope) {
        String event = new String(with(plain -> plain.put("envelope", "@")), StandardCharsets.UTF_8);
        return bytes(event.replace("\"@\"", envelope));
    }

    private static byte[] changed(EventRecord event, Consumer<ObjectNode> change) {
        ObjectNode json = (ObjectNode) Json.read(new String(event.write(), StandardCharsets.UTF_8));
        change.accept(json);
        return Json.bytes(json);
    }

    private String key(String name) {
        return account + "/" + name;
    }

    private String reason(String key) {
        return RawTopic.header(topic.awaitLetter(key), DeadLetters.REASON);
    }

    /** One that could be read, but not be stored for an endpoint, lies there under its own key. */
    private String reason(String name, byte[] value) {
        return RawTopic.header(
                topic.awaitLetter(letter -> key(name).equals(letter.key()) || Arrays.equals(value, letter.value())),
                DeadLetters.REASON);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
