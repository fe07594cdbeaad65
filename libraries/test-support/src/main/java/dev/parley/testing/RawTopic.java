package dev.parley.testing;

import dev.parley.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A topic from outside: takes any record that the broker takes, and shows the topic's dead letters. */
public final class RawTopic implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String topic;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> letters;
    private final List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();

    public RawTopic(String brokers, String topic) {
        this(brokers, topic, topic);
    }

    /** @param put aside of which topic, where that is another one than is written to */
    public RawTopic(String brokers, String topic, String put) {
        this.topic = topic;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers, "max.request.size", 64 << 20, "buffer.memory", 64 << 20),
                new StringSerializer(),
                new ByteArraySerializer());
        this.letters = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers, "group.id", "raw", "enable.auto.commit", "false"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = letters.partitionsFor(Topics.deadLetters(put)).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        letters.assign(partitions);
        letters.seekToBeginning(partitions);
    }

    /** How many partitions the topic has. */
    public int partitions() {
        return producer.partitionsFor(topic).size();
    }

    public void publish(@Nullable String key, byte @Nullable [] value) {
        publish(null, key, value, Map.of());
    }

    /** Publishes the same record so many times; returns when the broker has them all. */
    public void publishAll(String key, byte[] value, int times) {
        for (int i = 1; i < times; i++) {
            var unused = producer.send(new ProducerRecord<>(topic, key, value));
        }
        publish(key, value);
        producer.flush();
    }

    /**
     * Returns when the broker has it.
     *
     * @param partition null leaves it to the key
     * @param headers a null value is sent as such
     */
    public void publish(
            @Nullable Integer partition, @Nullable String key, byte @Nullable [] value, Map<String, byte[]> headers) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, partition, key, value);
        headers.forEach((name, bytes) -> record.headers().add(name, bytes.length == 0 ? null : bytes));
        try {
            producer.send(record).get();
        } catch (ExecutionException refused) {
            throw new IllegalStateException(refused.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Waits for the dead letter with this key. */
    public ConsumerRecord<String, byte[]> awaitLetter(String key) {
        return awaitLetter(letter -> key.equals(letter.key()));
    }

    public ConsumerRecord<String, byte[]> awaitLetter(Predicate<ConsumerRecord<String, byte[]>> which) {
        return Waiting.await()
                .atMost(LIMIT)
                .until(() -> find(which), Optional::isPresent)
                .orElseThrow();
    }

    /** All dead letters with this key that are there by now. */
    public List<ConsumerRecord<String, byte[]>> letters(String key) {
        letters.poll(Duration.ofMillis(100)).forEach(read::add);
        return read.stream().filter(letter -> key.equals(letter.key())).toList();
    }

    private Optional<ConsumerRecord<String, byte[]>> find(Predicate<ConsumerRecord<String, byte[]>> which) {
        letters.poll(Duration.ofMillis(50)).forEach(read::add);
        return read.stream().filter(which).findFirst();
    }

    /** A header as text; {@code ""} where there is none. */
    public static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
        letters.close();
    }
}
