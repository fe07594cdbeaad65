package dev.parley.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What is to be written to a topic. */
public record OutgoingRecord(String topic, String key, byte[] value, Map<String, String> headers) {

    ProducerRecord<String, byte[]> forKafka() {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return record;
    }
}
