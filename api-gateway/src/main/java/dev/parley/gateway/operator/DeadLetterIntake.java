package dev.parley.gateway.operator;

import dev.parley.id.IdGenerator;
import dev.parley.topic.DeadLetters;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Copies the dead-letter topics into their table, where the operator sees them; a record read twice is one row. */
@ApplicationScoped
public class DeadLetterIntake {
    private static final String INSERT = """
            insert into dead_letters (id, topic, kafka_partition, kafka_offset, record_key, value, reason)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (topic, kafka_partition, kafka_offset) do nothing""";

    private final Pool pool;
    private final IdGenerator ids;

    public DeadLetterIntake(Pool pool, IdGenerator ids) {
        this.pool = pool;
        this.ids = ids;
    }

    @Incoming("dead-letters")
    public Uni<Void> take(ConsumerRecord<String, byte[]> letter) {
        byte[] value = letter.value();
        String key = letter.key();
        Tuple row = Tuple.tuple()
                .addLong(ids.next())
                .addString(letter.topic())
                .addInteger(letter.partition())
                .addLong(letter.offset())
                .addString(key == null ? null : key.replace("\0", ""))
                .addValue(value == null ? null : Buffer.buffer(value))
                .addString(reason(letter));
        return pool.preparedQuery(INSERT).execute(row).replaceWithVoid();
    }

    private static String reason(ConsumerRecord<String, byte[]> letter) {
        return Optional.ofNullable(letter.headers().lastHeader(DeadLetters.REASON))
                .map(header -> new String(header.value(), StandardCharsets.UTF_8).replace("\0", ""))
                .orElse("unknown");
    }
}
