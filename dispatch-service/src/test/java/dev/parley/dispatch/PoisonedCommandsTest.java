package dev.parley.dispatch;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.dispatch.testing.Board;
import dev.parley.dispatch.testing.Board.Seat;
import dev.parley.id.MessageId;
import dev.parley.id.ProfileId;
import dev.parley.json.Json;
import dev.parley.kafka.DeadLetters;
import dev.parley.testing.RawTopic;
import dev.parley.testing.SqlStates;
import dev.parley.topic.Topics;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever stands on {@code parley.outbound} costs itself alone: later commands of its partition and all others go on. */
@QuarkusTest
class PoisonedCommandsTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @Inject
    Board board;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String brokers;

    private RawTopic topic;
    private ProfileId profile;

    @BeforeEach
    void open() {
        topic = new RawTopic(brokers, Topics.OUTBOUND);
        profile = board.profile("loopback");
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
        poisons.put("array", bytes("[]"));
        poisons.put("bad UTF-8", new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0xc3, 0x28});
        poisons.put("bad UTF-8 inside", badUtf8Inside());
        poisons.put("deep", bytes("[".repeat(200_000)));
        poisons.put("deep member", withMarkup("[".repeat(2_000) + "]".repeat(2_000)));
        poisons.put("deep, but not for the parser", withMarkup("[".repeat(990) + "]".repeat(990)));
        poisons.put("huge version", bytes("{\"version\":1e999999}"));
        poisons.put("long version", bytes("{\"version\":99999999999}"));
        poisons.put("unknown version", bytes("{\"version\":9}"));
        poisons.put("number of 5,000 digits", bytes("{\"version\":" + "9".repeat(5_000) + "}"));
        poisons.put("absurd id", with(command -> command.put("message_id", "msg_" + "z".repeat(10_000))));
        poisons.put("id out of range", with(command -> command.put("message_id", "msg_zzzzzzzzzzzzz")));
        poisons.put("absurd time", with(command -> command.put("created_at", "yesterday")));
        poisons.put("endless time", bytes("{\"version\":1,\"created_at\":1e999999999}"));
        assertThatEachCostsItselfAlone(poisons);
    }

    @Test
    void whatTheDatabaseRefusesCostsItselfAlone() {
        Map<String, byte[]> poisons = new LinkedHashMap<>();
        poisons.put("U+0000 in the body", with(command -> command.put("body", "a\0b")));
        poisons.put("U+0000 in the tag", with(command -> command.put("tag", "\0")));
        poisons.put("U+0000 in the reply", with(command -> command.put("reply_to_external_id", "\0")));
        poisons.put("U+0000 in the participant", with(command -> command.put("participant_external_id", "\0")));
        poisons.put(
                "U+0000 in the markup",
                with(command -> command.putObject("reply_markup").put("a", "\0")));
        poisons.put(
                "a time before all calendars", with(command -> command.put("created_at", "-999999-01-01T00:00:00Z")));
        poisons.put(
                "a time after all calendars", with(command -> command.put("created_at", "+999999999-12-31T23:59:59Z")));
        poisons.put("the chat of another profile", inTheChatOfAnother());
        assertThatEachCostsItselfAlone(poisons);
    }

    @Test
    void everyClassOfRefusalCostsItselfAlone() {
        SqlStates.triggerOn("messages", "body").forEach(statement -> board.run(statement, Tuple.tuple()));
        Map<String, byte[]> poisons = new LinkedHashMap<>();
        SqlStates.REFUSALS.forEach(state ->
                poisons.put(state, with(command -> command.put("body", SqlStates.text(state)))));
        assertThatEachCostsItselfAlone(poisons);
        SqlStates.REFUSALS.forEach(state ->
                assertThat(reason(topic.awaitLetter(key(state)))).isEqualTo("cannot be stored: SQLSTATE " + state));
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
    void oddKeysAndHeadersCostNobodyAnything() {
        Seat seat = board.seat(profile);
        List<MessageId> messages = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            messages.add(new MessageId(board.seat(profile).chat().value()));
        }
        topic.publish(null, command(seat, messages.get(0)));
        topic.publish(0, "k", command(seat, messages.get(1)), Map.of("traceparent", bytes("\0\0")));
        topic.publish(0, "k", command(seat, messages.get(2)), Map.of("traceparent", new byte[0]));
        topic.publish(0, "\0", command(seat, messages.get(3)), Map.of("x", new byte[100_000]));
        topic.publish("no value", null);
        topic.publish(null, null);
        messages.forEach(this::awaitPublished);
        assertThat(reason(topic.awaitLetter("no value"))).isEqualTo("empty record");
    }

    /** Each poison is followed by a good command in its own partition, and all of them by one in every partition. */
    private void assertThatEachCostsItselfAlone(Map<String, byte[]> poisons) {
        List<MessageId> good = new ArrayList<>();
        poisons.forEach((name, value) -> {
            topic.publish(key(name), value);
            good.add(publishGood(null, key(name)));
        });
        for (int partition = 0; partition < topic.partitions(); partition++) {
            good.add(publishGood(partition, "any"));
        }
        good.forEach(this::awaitPublished);
        poisons.keySet()
                .forEach(name -> assertThat(reason(topic.awaitLetter(key(name))))
                        .as(name)
                        .isNotBlank());
        poisons.keySet()
                .forEach(name -> assertThat(topic.letters(key(name))).as(name).hasSize(1));
    }

    private MessageId publishGood(Integer partition, String key) {
        Seat seat = board.seat(profile);
        MessageId message = new MessageId(seat.chat().value());
        topic.publish(partition, key, command(seat, message), Map.of());
        return message;
    }

    private byte[] command(Seat seat, MessageId message) {
        return board.commandFor(seat, message, "fine").write();
    }

    private byte[] with(Consumer<ObjectNode> change) {
        Seat seat = board.seat(profile);
        ObjectNode command = (ObjectNode)
                Json.read(new String(command(seat, new MessageId(seat.chat().value())), StandardCharsets.UTF_8));
        change.accept(command);
        return Json.bytes(command);
    }

    private byte[] inTheChatOfAnother() {
        Seat foreign = board.chat(board.profile("loopback"), "loopback");
        return with(command -> command.put("chat_id", foreign.chat().toString()).remove("participant_external_id"));
    }

    private static byte[] badUtf8Inside() {
        byte[] value = bytes("{\"version\":1,\"body\":\"??\"}");
        value[22] = (byte) 0xc3;
        value[23] = (byte) 0x28;
        return value;
    }

    private byte[] withMarkup(String json) {
        String command = new String(with(plain -> plain.put("reply_markup", "@")), StandardCharsets.UTF_8);
        return bytes(command.replace("\"@\"", json));
    }

    private String key(String name) {
        return profile + "/" + name;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String reason(ConsumerRecord<String, byte[]> letter) {
        return RawTopic.header(letter, DeadLetters.REASON);
    }

    private void awaitPublished(MessageId message) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(board.status(message)).isEqualTo("published"));
    }
}
