package dev.parley.topic;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/**
 * Writes records to any topic. The producer waits for all acknowledgements, gives up after seconds rather than
 * minutes, and its buffer is bounded: when it is full or the broker is away the write fails, and whoever called
 * either has the record in the database (outbox, lane) or tells the platform to come again.
 */
@ApplicationScoped
public class TopicWriter {
    private static final int BUFFERED_RECORDS = 20_000;

    private final MutinyEmitter<byte[]> records;

    public TopicWriter(
            @Channel("topics") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = BUFFERED_RECORDS)
                    MutinyEmitter<byte[]> records) {
        this.records = records;
    }

    /** Completes when the brokers have acknowledged the record; fails when they did not in time. */
    public Uni<Void> write(String topic, String key, byte[] value) {
        return write(topic, key, value, Map.of());
    }

    public Uni<Void> write(String topic, String key, byte[] value, Map<String, String> headers) {
        RecordHeaders recordHeaders = new RecordHeaders();
        headers.forEach((name, text) -> recordHeaders.add(name, text.getBytes(StandardCharsets.UTF_8)));
        OutgoingKafkaRecordMetadata<String> where = OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(topic)
                .withKey(key)
                .withHeaders(recordHeaders)
                .build();
        return records.sendMessage(Message.of(value, Metadata.of(where)));
    }
}
