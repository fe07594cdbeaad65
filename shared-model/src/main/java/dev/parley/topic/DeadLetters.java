package dev.parley.topic;

import dev.parley.metrics.SharedMeters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Puts aside what cannot be read or handled, with the reason, so that it neither blocks a partition nor gets lost. */
@ApplicationScoped
public class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    public static final String REASON = "parley-reason";
    public static final String SOURCE = "parley-source";

    private final TopicWriter writer;
    private final SharedMeters meters;

    public DeadLetters(TopicWriter writer, SharedMeters meters) {
        this.writer = writer;
        this.meters = meters;
    }

    /** Completes when the record stands in the dead-letter topic; only then may its offset be committed. */
    public Uni<Void> put(ConsumerRecord<String, byte[]> source, String reason) {
        String origin = source.topic() + "/" + source.partition() + "/" + source.offset();
        return put(source.topic(), new Letter(keyOf(source.key()), valueOf(source.value()), origin), reason);
    }

    /**
     * Something that never was a record.
     *
     * @param origin where it comes from, for whoever reads the letter
     */
    public record Letter(String key, byte[] value, String origin) {}

    /** Completes when the letter stands in the topic's dead-letter topic. */
    public Uni<Void> put(String topic, Letter letter, String reason) {
        meters.deadLetter(topic);
        LOG.warnf("dead letter topic=%s origin=%s reason=\"%s\"", topic, letter.origin, reason);
        return writer.write(
                Topics.deadLetters(topic), letter.key, letter.value, Map.of(REASON, reason, SOURCE, letter.origin));
    }

    private static String keyOf(@Nullable String key) {
        return key == null ? "" : key;
    }

    private static byte[] valueOf(byte @Nullable [] value) {
        return value == null ? new byte[0] : value;
    }
}
