package dev.parley.gateway.operator;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.parley.json.MillisecondTime;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be handled.
 *
 * @param topic the dead-letter topic it lies in
 * @param value its bytes read as UTF-8, cut after 4,000 characters
 * @param origin the record it was, or the webhook it came by; null where it does not say
 * @param wholeBytes the record's size where the letter was cut, so that it cannot be replayed; null where it is whole
 * @param replayable whether it can be put back: it is a whole record of its topic
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
        @Nullable String origin,
        @Nullable Long wholeBytes,
        boolean replayable,
        @MillisecondTime Instant createdAt,
        @MillisecondTime @Nullable Instant replayedAt) {
    private static final int SHOWN = 4000;

    /** Of a row with the beginning of the letter's value. */
    static DeadLetterAnswer of(Row row) {
        Buffer bytes = row.getBuffer("value");
        String value = bytes == null ? "" : new String(bytes.getBytes(), StandardCharsets.UTF_8);
        OffsetDateTime replayedAt = row.getOffsetDateTime("replayed_at");
        return new DeadLetterAnswer(
                Long.toString(row.getLong("id")),
                row.getString("topic"),
                row.getInteger("kafka_partition"),
                row.getLong("kafka_offset"),
                row.getString("record_key"),
                value.substring(0, Math.min(value.length(), SHOWN)),
                row.getString("reason"),
                row.getString("origin"),
                row.getLong("whole_bytes"),
                row.getBoolean("replayable") && row.getLong("whole_bytes") == null,
                row.getOffsetDateTime("created_at").toInstant(),
                replayedAt == null ? null : replayedAt.toInstant());
    }
}
