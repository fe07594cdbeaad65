package dev.parley.ingest.inbound;

import dev.parley.batch.Gathering;
import dev.parley.batch.Halving;
import dev.parley.database.DatabaseFailure;
import dev.parley.ingest.metrics.IngestMeters;
import dev.parley.ingest.metrics.IngestMeters.Item;
import dev.parley.kafka.DeadLetters;
import dev.parley.kafka.Polled;
import dev.parley.normalise.Normaliser;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Works off {@code parley.inbound}.
 *
 * <pre>
 *   polls ──► read ──► streams (a chat is in one) ──► batches, one after the other ──► normalise ──► commit offsets
 *               │                                            │
 *               └─ unreadable ──► dead letters ◄── one item alone that cannot be written
 * </pre>
 *
 * What is polled while earlier records are being written is written together. Offsets are committed when everything
 * polled is in the database or among the dead letters. While either is away the topic waits: nothing is skipped, nothing
 * is overtaken.
 */
@ApplicationScoped
public class InboundConsumer {
    private static final Logger LOG = Logger.getLogger(InboundConsumer.class);

    private final RecordReader reader;
    private final Normaliser normaliser;
    private final DeadLetters deadLetters;
    private final InboundConfig config;
    private final IngestMeters meters;
    private final Gathering<ConsumerRecord<String, byte[]>> gathering;

    public InboundConsumer(
            RecordReader reader,
            Normaliser normaliser,
            DeadLetters deadLetters,
            InboundConfig config,
            IngestMeters meters) {
        this.reader = reader;
        this.normaliser = normaliser;
        this.deadLetters = deadLetters;
        this.config = config;
        this.meters = meters;
        this.gathering = new Gathering<>(config.gathered(), this::workOff);
    }

    @Incoming("inbound")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    public Uni<Void> consume(Message<List<byte[]>> batch) {
        Polled polled = Polled.of(batch);
        return gathering.add(polled.records(), polled::commit);
    }

    /** What some polls brought; completes when all of it is safe, and fails never. */
    private Uni<Void> workOff(List<ConsumerRecord<String, byte[]>> records) {
        long began = System.nanoTime();
        return persist(readAll(records))
                .chain(this::writeAll)
                .invoke(() -> LOG.debugf("inbound records=%d", records.size()))
                .eventually(() -> meters.polled(Duration.ofNanos(System.nanoTime() - began)));
    }

    private Uni<List<Received>> readAll(List<ConsumerRecord<String, byte[]>> records) {
        return reader.readAll(records).flatMap(this::putAsideHopeless);
    }

    private Uni<List<Received>> putAsideHopeless(List<RecordReader.Outcome> outcomes) {
        List<Received> readable = new ArrayList<>();
        List<DeadLetters.Hopeless> letters = new ArrayList<>();
        for (RecordReader.Outcome outcome : outcomes) {
            switch (outcome) {
                case RecordReader.Outcome.Readable one -> readable.add(one.received());
                case RecordReader.Outcome.Ignored ignored -> meters.items(Item.IGNORED, 1);
                case RecordReader.Outcome.Hopeless hopeless -> {
                    meters.items(Item.UNREADABLE, 1);
                    letters.add(new DeadLetters.Hopeless(hopeless.source(), hopeless.reason()));
                }
            }
        }
        return letters.isEmpty()
                ? Uni.createFrom().item(readable)
                : deadLetters.putAllSurely(letters).replaceWith(readable);
    }

    private Uni<Void> writeAll(List<Received> received) {
        if (received.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Uni<Void>> streams = Received.streams(received, config.parallel()).stream()
                .map(stream -> writeStream(Received.batches(stream, config)))
                .toList();
        return Uni.combine().all().unis(streams).discardItems();
    }

    private Uni<Void> writeStream(List<List<Received>> batches) {
        Uni<Void> written = Uni.createFrom().voidItem();
        for (List<Received> batch : batches) {
            written = written.chain(() -> persist(write(batch)));
        }
        return written;
    }

    private Uni<Void> write(List<Received> batch) {
        Halving<Received> halving = new Halving<>(this::normalise, this::putAside);
        return Uni.createFrom().deferred(() -> halving.run(batch));
    }

    private Uni<Void> normalise(List<Received> batch) {
        return normaliser
                .normalise(batch.stream().map(Received::delivery).toList())
                .invoke(() -> {
                    meters.items(Item.WRITTEN, batch.size());
                    batch.forEach(one -> one.step().end());
                });
    }

    private Uni<Void> putAside(Received one, Throwable failure) {
        meters.items(Item.REFUSED, 1);
        one.step().fail("refused");
        ConsumerRecord<String, byte[]> source = one.source();
        LOG.errorf(failure, "inbound item cannot be written offset=%d/%d", source.partition(), source.offset());
        return deadLetters.putSurely(source, "cannot be written: " + DatabaseFailure.nameOf(failure));
    }

    /** Until it works: what can go wrong here is only that the database or Kafka is away. */
    private <T> Uni<T> persist(Uni<T> attempt) {
        Duration most = config.longestPause();
        return attempt.onFailure()
                .invoke(failure -> {
                    meters.waits();
                    LOG.warnf("inbound waits for database or Kafka: %s", failure.toString());
                })
                .onFailure()
                .retry()
                .withBackOff(config.pause(), most)
                .indefinitely();
    }
}
