package dev.parley.benchmarks.stage;

import dev.parley.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads along on {@code parley.events} from now on, in a thread of its own. */
public final class EventTap implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Consumer<byte[]> listener;
    private final Thread reading = new Thread(this::read, "event-tap");
    private volatile boolean closed;

    /** @param listener gets the value of each record; must not block */
    public EventTap(String brokers, Consumer<byte[]> listener) {
        this.listener = listener;
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers, "fetch.max.wait.ms", 20),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> all = consumer.partitionsFor(Topics.EVENTS).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(all);
        consumer.seekToEnd(all);
        // Positions are taken lazily; the end is now, not at the first poll.
        all.forEach(consumer::position);
        reading.start();
    }

    private void read() {
        try {
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> one : consumer.poll(POLL)) {
                    listener.accept(one.value());
                }
            }
        } catch (WakeupException _) {
            // Closed.
        } finally {
            consumer.close();
        }
    }

    @Override
    public void close() throws Exception {
        closed = true;
        consumer.wakeup();
        reading.join(10_000);
    }
}
