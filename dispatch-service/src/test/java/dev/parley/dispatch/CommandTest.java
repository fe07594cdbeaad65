package dev.parley.dispatch;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.dispatch.testing.Board;
import dev.parley.dispatch.testing.Board.Seat;
import dev.parley.id.MessageId;
import dev.parley.id.ProfileId;
import dev.parley.kafka.DeadLetters;
import dev.parley.topic.OutboundCommand;
import dev.parley.topic.Topics;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CommandTest {
    private static final Duration SOON = Duration.ofSeconds(15);

    @Inject
    Board board;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String brokers;

    @Test
    void whatCannotBeReadGoesToTheDeadLettersAndBlocksNothing() {
        board.raw("k", "no json".getBytes(StandardCharsets.UTF_8));
        board.raw("k", "{\"version\":9}".getBytes(StandardCharsets.UTF_8));
        Seat seat = board.seat(board.profile("loopback"));
        awaitPublished(board.command(seat, "after the rubbish"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(reasons())
                        .anyMatch(reason -> reason.startsWith("not an outbound command"))
                        .contains("unknown version 9"));
    }

    @Test
    void anUnknownProfileGoesToTheDeadLetters() {
        Seat nowhere = board.seat(new ProfileId(4711));
        MessageId message = board.command(nowhere, "to nobody");
        await().atMost(SOON).untilAsserted(() -> assertThat(reasons()).contains("profile_id is unknown"));
        assertThat(board.status(message)).isEmpty();
    }

    @Test
    void aDeadLetterThatIsPutBackIsTakenWhenItsReasonIsGone() {
        ProfileId later = new ProfileId(board.seat(new ProfileId(1)).chat().value());
        Seat seat = board.seat(later);
        MessageId message = board.command(seat, "too early");
        ConsumerRecord<String, byte[]> letter = await().atMost(SOON)
                .until(() -> letterOf(message), Optional::isPresent)
                .orElseThrow();
        board.profile("loopback", later);
        board.raw(letter.key(), letter.value());
        awaitPublished(message);
    }

    @Test
    void anUnknownChatWithoutAParticipantGoesToTheDeadLetters() {
        Seat seat = board.seat(board.profile("loopback"));
        OutboundCommand full = board.commandFor(seat, new MessageId(seat.chat().value()), "whom?");
        board.publish(new OutboundCommand(
                1,
                full.messageId(),
                full.chatId(),
                full.profileId(),
                null,
                "whom?",
                null,
                null,
                null,
                null,
                null,
                null,
                null));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(reasons()).anyMatch(reason -> reason.startsWith("chat_id is unknown")));
    }

    @Test
    void commandsOfAChatAreNumberedInTheOrderOfTheTopic() {
        Seat seat = board.seat(board.profile("loopback"));
        List<MessageId> messages = new ArrayList<>();
        IntStream.range(0, 30).forEach(i -> messages.add(board.command(seat, "n" + i)));
        awaitPublished(messages.getLast());
        for (int i = 0; i < 30; i++) {
            assertThat(board.number(
                            "select send_number from messages where id = $1",
                            messages.get(i).value()))
                    .isEqualTo(i + 1);
        }
        assertThat(board.number(
                        "select message_count from chat_lanes where chat_id = $1",
                        seat.chat().value()))
                .isEqualTo(30);
    }

    private void awaitPublished(MessageId message) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(board.status(message)).isEqualTo("published"));
    }

    private Optional<ConsumerRecord<String, byte[]>> letterOf(MessageId message) {
        return letters().stream()
                .filter(letter -> new String(letter.value(), StandardCharsets.UTF_8).contains(message.toString()))
                .findFirst();
    }

    private List<String> reasons() {
        return letters().stream()
                .map(letter -> new String(
                        letter.headers().lastHeader(DeadLetters.REASON).value(), StandardCharsets.UTF_8))
                .toList();
    }

    private List<ConsumerRecord<String, byte[]>> letters() {
        Map<String, Object> settings = Map.of("bootstrap.servers", brokers);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.deadLetters(Topics.OUTBOUND)).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<String, byte[]>> letters = new ArrayList<>();
            long end = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            while (letters.size() < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(letters::add);
            }
            return letters;
        }
    }
}
