package dev.parley.ingest.hook;

import dev.parley.kafka.DeadLetters;
import dev.parley.kafka.OutgoingRecord;
import dev.parley.kafka.TopicWriter;
import dev.parley.platform.HookVerdict.Keyed;
import dev.parley.topic.Topics;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes the items of a delivery to the inbound topic, in pieces: each is acknowledged before the next is made, so that a
 * delivery never holds more than a piece of the way to Kafka.
 *
 * <pre>
 *   piece ──► acknowledged ──► piece ──► acknowledged ──► … after {@code at-once} items with a pause between
 * </pre>
 */
@ApplicationScoped
class DeliveryWriter {
    /** What the topic takes, less what the record itself adds. */
    private static final int LARGEST_ITEM = Topics.LARGEST_RECORD - 64 * 1024;

    /** A piece has no more than this and one item: the broker may have to bring it to its disk. */
    private static final int PIECE_BYTES = 256 * 1024;

    private final TopicWriter writer;
    private final DeadLetters deadLetters;
    private final HookConfig config;

    DeliveryWriter(TopicWriter writer, DeadLetters deadLetters, HookConfig config) {
        this.writer = writer;
        this.deadLetters = deadLetters;
        this.config = config;
    }

    /** Completes when Kafka has acknowledged every item. */
    Uni<Void> write(List<Keyed> items, Map<String, String> headers) {
        if (items.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Multi.createBy()
                .repeating()
                .uni(AtomicInteger::new, next -> writePiece(next, items, headers))
                .whilst(more -> more)
                .onItem()
                .ignoreAsUni();
    }

    /** @param next index of the first item that is not written yet; answers whether there is more */
    private Uni<Boolean> writePiece(AtomicInteger next, List<Keyed> items, Map<String, String> headers) {
        Uni<Boolean> written = Uni.createFrom()
                .deferred(() -> piece(next, items, headers))
                .ifNoItem()
                .after(config.acknowledgeWithin())
                .fail()
                .map(done -> next.get() < items.size());
        return next.get() < config.atOnce()
                ? written
                : Uni.createFrom()
                        .voidItem()
                        .onItem()
                        .delayIt()
                        .by(config.betweenPieces())
                        .chain(() -> written);
    }

    private Uni<Void> piece(AtomicInteger next, List<Keyed> items, Map<String, String> headers) {
        List<OutgoingRecord> records = new ArrayList<>();
        Uni<Void> tooLarge = Uni.createFrom().voidItem();
        int bytes = 0;
        while (next.get() < items.size() && records.size() < config.piece() && bytes < PIECE_BYTES) {
            Keyed item = items.get(next.getAndIncrement());
            byte[] value = item.inbound().write();
            if (value.length <= LARGEST_ITEM) {
                records.add(new OutgoingRecord(Topics.INBOUND, item.key(), value, headers));
                bytes += value.length;
            } else {
                tooLarge = tooLarge.chain(() -> putAside(item, value));
            }
        }
        return tooLarge.chain(() -> writer.writeAll(records));
    }

    /** Coming again would not make it smaller. */
    private Uni<Void> putAside(Keyed item, byte[] value) {
        DeadLetters.Letter letter = DeadLetters.Letter.ofRecord(
                item.key(), value, "hooks/" + item.inbound().platform());
        return deadLetters.put(Topics.INBOUND, letter, "larger than the topic takes");
    }
}
