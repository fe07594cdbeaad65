package dev.parley.gateway.operator;

import dev.parley.database.DatabaseFailure;
import dev.parley.kafka.DeadLetters;
import dev.parley.node.IdGenerator;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Copies the dead-letter topics into their table, where the operator sees them; a record read twice is one row. While
 * the database is away a letter waits; one that it refuses is noted without its bytes, which stay in the topic.
 */
@ApplicationScoped
public class DeadLetterIntake {
    private static final Logger LOG = Logger.getLogger(DeadLetterIntake.class);
    private static final String UNKNOWN = "unknown";
    private static final int LONGEST_TEXT = 2_000;
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private static final String INSERT = """
            insert into dead_letters (id, topic, kafka_partition, kafka_offset, record_key, value, reason, origin,
                                      whole_bytes, whole_sha256, replayable)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            on conflict (topic, kafka_partition, kafka_offset) do nothing""";

    private final Pool pool;
    private final IdGenerator ids;

    public DeadLetterIntake(Pool pool, IdGenerator ids) {
        this.pool = pool;
        this.ids = ids;
    }

    @Incoming("dead-letters")
    public Uni<Void> take(ConsumerRecord<String, byte[]> letter) {
        return Uni.createFrom()
                .deferred(() -> insert(letter, reason(letter), letter.value()))
                .onFailure(DatabaseFailure::isPermanent)
                .recoverWithUni(failure -> noteOnly(letter, failure))
                .onFailure(failure -> !DatabaseFailure.isPermanent(failure))
                .retry()
                .withBackOff(PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }

    private Uni<Void> noteOnly(ConsumerRecord<String, byte[]> letter, Throwable failure) {
        LOG.errorf(failure, "dead letter %s/%d/%d not copied", letter.topic(), letter.partition(), letter.offset());
        return insert(letter, "its copy cannot be stored: " + DatabaseFailure.nameOf(failure), null)
                .onFailure(DatabaseFailure::isPermanent)
                .recoverWithNull();
    }

    private Uni<Void> insert(ConsumerRecord<String, byte[]> letter, String reason, byte @Nullable [] value) {
        Tuple row = Tuple.tuple()
                .addLong(ids.next())
                .addString(letter.topic())
                .addInteger(letter.partition())
                .addLong(letter.offset())
                .addString(storable(letter.key()))
                .addValue(value == null ? null : Buffer.buffer(value))
                .addString(reason)
                .addString(header(letter, DeadLetters.SOURCE))
                .addLong(number(header(letter, DeadLetters.WHOLE_BYTES)))
                .addString(header(letter, DeadLetters.WHOLE_HASH))
                .addBoolean(!"false".equals(header(letter, DeadLetters.REPLAYABLE)));
        return pool.preparedQuery(INSERT).execute(row).replaceWithVoid();
    }

    private static String reason(ConsumerRecord<String, byte[]> letter) {
        String reason = header(letter, DeadLetters.REASON);
        return reason == null ? UNKNOWN : reason;
    }

    private static @Nullable String header(ConsumerRecord<String, byte[]> letter, String name) {
        Header header = letter.headers().lastHeader(name);
        if (header == null || header.value() == null) {
            return null;
        }
        String text = storable(new String(header.value(), StandardCharsets.UTF_8));
        return text == null ? null : text.substring(0, Math.min(text.length(), LONGEST_TEXT));
    }

    private static @Nullable String storable(@Nullable String text) {
        return text == null ? null : text.replace("\0", "");
    }

    private static @Nullable Long number(@Nullable String digits) {
        return digits == null || !digits.matches("\\d{1,18}") ? null : (Long) Long.parseLong(digits);
    }
}
