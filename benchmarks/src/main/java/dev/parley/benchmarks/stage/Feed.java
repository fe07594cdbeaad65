package dev.parley.benchmarks.stage;

import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes records straight onto the topics; each is acknowledged by all replicas there are. */
public final class Feed implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;
    private final AtomicLong refused = new AtomicLong();

    Feed(String brokers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers, "acks", "all", "linger.ms", 1),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** {@code acknowledged} runs when the broker has it, or has refused it. */
    public void put(String topic, String key, byte[] value, Runnable acknowledged) {
        Future<RecordMetadata> _ = producer.send(new ProducerRecord<>(topic, key, value), (written, failure) -> {
            if (failure != null) {
                refused.incrementAndGet();
            }
            acknowledged.run();
        });
    }

    public void put(String topic, String key, byte[] value) {
        put(topic, key, value, () -> {});
    }

    /** Returns when everything is acknowledged. */
    public void flush() {
        producer.flush();
    }

    public long refused() {
        return refused.get();
    }

    @Override
    public void close() {
        producer.close();
    }
}
