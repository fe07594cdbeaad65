package dev.parley.ingest;

import static dev.parley.testing.Waiting.await;

import dev.parley.kafka.DeadLetters;
import dev.parley.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic's dead letters from the beginning. */
public final class DeadLetterBox implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();

    /** A dead letter as it lies there. */
    public record Letter(byte[] value, String reason, String origin) {}

    public DeadLetterBox(String kafka, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka, "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.deadLetters(topic)).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Waits for the letter with this value. */
    public Letter find(byte[] value) {
        return await().atMost(Duration.ofSeconds(20))
                .until(() -> look(value), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<Letter> look(byte[] value) {
        consumer.poll(Duration.ofMillis(100)).forEach(read::add);
        return read.stream()
                .filter(letter -> Arrays.equals(letter.value(), value))
                .map(letter -> new Letter(
                        letter.value(), header(letter, DeadLetters.REASON), header(letter, DeadLetters.SOURCE)))
                .findFirst();
    }

    /** Waits until there are so many whose value contains the text. */
    public void findAll(String text, int count) {
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            consumer.poll(Duration.ofMillis(100)).forEach(read::add);
            return read.stream()
                            .filter(letter -> new String(letter.value(), StandardCharsets.UTF_8).contains(text))
                            .count()
                    == count;
        });
    }

    private static String header(ConsumerRecord<String, byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
