package dev.parley.gateway.operator;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.parley.entity.DeadLetter;
import dev.parley.json.MillisecondTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be handled.
 *
 * @param topic the dead-letter topic it lies in
 * @param value its bytes read as UTF-8, cut after 4,000 characters
 * @param replayedAt when it was last put back into its own topic
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record DeadLetterAnswer(
        String id,
        String topic,
        int partition,
        long offset,
        @Nullable String key,
        String value,
        String reason,
        @MillisecondTime Instant createdAt,
        @MillisecondTime @Nullable Instant replayedAt) {
    private static final int SHOWN = 4000;

    static DeadLetterAnswer of(DeadLetter letter) {
        byte[] bytes = letter.value;
        String value = bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
        return new DeadLetterAnswer(
                Long.toString(letter.id),
                letter.topic,
                letter.kafkaPartition,
                letter.kafkaOffset,
                letter.recordKey,
                value.substring(0, Math.min(value.length(), SHOWN)),
                letter.reason,
                letter.createdAt.toInstant(),
                letter.replayedAt == null ? null : letter.replayedAt.toInstant());
    }
}
