package dev.parley.kafka;

import dev.parley.metrics.SharedMeters;
import dev.parley.topic.Topics;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Puts aside what cannot be read or handled, with the reason, so that it neither blocks a partition nor gets lost.
 *
 * <pre>
 *   record ──► whole, with reason and origin ──► dead-letter topic
 *                 └─ larger than the broker takes ──► its beginning, with the size and hash of the whole
 * </pre>
 *
 * A letter that was cut cannot be replayed; its origin says where the whole record stands while its topic keeps it.
 */
@ApplicationScoped
public class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    public static final String REASON = "parley-reason";
    public static final String SOURCE = "parley-source";
    /** On a letter that cannot be replayed, because it never was a record of its topic: {@code false}. */
    public static final String REPLAYABLE = "parley-replayable";
    /** On a letter that was cut: how many bytes its record had. */
    public static final String WHOLE_BYTES = "parley-whole-bytes";
    /** On a letter that was cut: the SHA-256 of its record's value, in hexadecimal. */
    public static final String WHOLE_HASH = "parley-whole-sha256";

    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_CUT_KEY = 1_000;
    /** What is left of a letter that is too large; less still where the broker refuses even that. */
    private static final int[] LEFT = {256 * 1024, 4 * 1024, 0};

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final TopicWriter writer;
    private final SharedMeters meters;

    public DeadLetters(TopicWriter writer, SharedMeters meters) {
        this.writer = writer;
        this.meters = meters;
    }

    /** Completes when the record stands in the dead-letter topic; only then may its offset be committed. */
    public Uni<Void> put(ConsumerRecord<String, byte[]> source, String reason) {
        return put(
                source.topic(),
                Letter.ofRecord(keyOf(source.key()), valueOf(source.value()), originOf(source)),
                reason);
    }

    /** The same, tried until Kafka takes it: never fails. */
    public Uni<Void> putSurely(ConsumerRecord<String, byte[]> source, String reason) {
        return surely(put(source, reason));
    }

    /** The same for something that never was a record. */
    public Uni<Void> putSurely(String topic, Letter letter, String reason) {
        return surely(put(topic, letter, reason));
    }

    private static Uni<Void> surely(Uni<Void> put) {
        return put.onFailure()
                .invoke(failure -> LOG.warnf("a dead letter waits for Kafka: %s", failure.toString()))
                .onFailure()
                .retry()
                .withBackOff(PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }

    /**
     * A letter about something that did not come from a topic.
     *
     * @param origin where it comes from, for the reader of the letter
     * @param replayable whether key and value are a record of the topic
     */
    public record Letter(String key, byte[] value, String origin, boolean replayable) {
        /** A record that was not in its topic yet. */
        public static Letter ofRecord(String key, byte[] value, String origin) {
            return new Letter(key, value, origin, true);
        }

        /** Content that is no record of the topic: it is kept for people and cannot be replayed. */
        public static Letter ofContent(String key, byte[] value, String origin) {
            return new Letter(key, value, origin, false);
        }
    }

    /** Completes when the letter stands in the topic's dead-letter topic. */
    public Uni<Void> put(String topic, Letter letter, String reason) {
        String shown = shown(reason);
        Map<String, String> headers = letter.replayable
                ? Map.of(REASON, shown, SOURCE, letter.origin)
                : Map.of(REASON, shown, SOURCE, letter.origin, REPLAYABLE, "false");
        return writer.write(Topics.deadLetters(topic), letter.key, letter.value, headers)
                .onFailure(RecordTooLargeException.class)
                .recoverWithUni(tooLarge -> putCut(topic, letter, headers, 0))
                .invoke(() -> {
                    meters.deadLetter(topic);
                    LOG.warnf("dead letter topic=%s origin=%s reason=\"%s\"", topic, letter.origin, shown);
                });
    }

    private Uni<Void> putCut(String topic, Letter letter, Map<String, String> headers, int step) {
        Map<String, String> marked = new HashMap<>(headers);
        marked.put(WHOLE_BYTES, Integer.toString(letter.value.length));
        marked.put(WHOLE_HASH, sha256(letter.value));
        String key = letter.key.substring(0, Math.min(letter.key.length(), LONGEST_CUT_KEY));
        byte[] beginning = Arrays.copyOf(letter.value, Math.min(letter.value.length, LEFT[step]));
        Uni<Void> written = writer.write(Topics.deadLetters(topic), key, beginning, marked);
        return step == LEFT.length - 1
                ? written
                : written.onFailure(RecordTooLargeException.class)
                        .recoverWithUni(tooLarge -> putCut(topic, letter, headers, step + 1));
    }

    private static String sha256(byte[] value) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A record that is put aside, and why. */
    public record Hopeless(ConsumerRecord<String, byte[]> source, String reason) {}

    /** Many at once, with a line in the log for each reason instead of each record; tried until Kafka takes them. */
    public Uni<Void> putAllSurely(List<Hopeless> records) {
        List<OutgoingRecord> letters = records.stream().map(DeadLetters::letter).toList();
        return surely(Uni.createFrom()
                .deferred(() -> writer.writeAll(letters))
                .invoke(() -> tell(records))
                .onFailure(RecordTooLargeException.class)
                .recoverWithUni(tooLarge -> putOneByOne(records)));
    }

    private Uni<Void> putOneByOne(List<Hopeless> records) {
        return Multi.createFrom()
                .iterable(records)
                .onItem()
                .transformToUniAndConcatenate(one -> put(one.source(), one.reason()))
                .onItem()
                .ignoreAsUni();
    }

    private static OutgoingRecord letter(Hopeless one) {
        ConsumerRecord<String, byte[]> source = one.source();
        return new OutgoingRecord(
                Topics.deadLetters(source.topic()),
                keyOf(source.key()),
                valueOf(source.value()),
                Map.of(REASON, shown(one.reason()), SOURCE, originOf(source)));
    }

    private void tell(List<Hopeless> records) {
        Map<String, Integer> reasons = new TreeMap<>();
        for (Hopeless one : records) {
            meters.deadLetter(one.source().topic());
            reasons.merge("topic=" + one.source().topic() + " reason=\"" + shown(one.reason()) + "\"", 1, Integer::sum);
        }
        reasons.forEach((reason, count) -> LOG.warnf("dead letters=%d %s", count, reason));
    }

    private static String shown(String reason) {
        return reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
    }

    private static String originOf(ConsumerRecord<String, byte[]> source) {
        return source.topic() + "/" + source.partition() + "/" + source.offset();
    }

    private static String keyOf(@Nullable String key) {
        return key == null ? "" : key;
    }

    private static byte[] valueOf(byte @Nullable [] value) {
        return value == null ? new byte[0] : value;
    }
}
