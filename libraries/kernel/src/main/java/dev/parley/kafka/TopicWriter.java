package dev.parley.kafka;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaProducer;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Writes records to any topic.
 *
 * <pre>
 *   records ──► under way (bounded) ──► the producer's own thread, all in one go ──► acknowledged, one by one
 * </pre>
 *
 * The producer waits for all acknowledgements, gives up after seconds rather than minutes, and what is under way is
 * bounded: beyond it, or with the broker away, the write fails, and whoever called either has the record in the
 * database (outbox, lane) or tells the platform to come again.
 */
@ApplicationScoped
public class TopicWriter {
    private static final String CHANNEL = "topics";
    private static final int MOST_UNDER_WAY = 20_000;

    private final KafkaClientService clients;
    private final AtomicInteger underWay = new AtomicInteger();

    /**
     * @param channel makes the connector open the channel; its producer is used directly, because an emitter takes
     *     every record through a pipeline of its own, and those cost more than the records
     */
    public TopicWriter(KafkaClientService clients, @Channel(CHANNEL) MutinyEmitter<byte[]> channel) {
        this.clients = clients;
    }

    /** Who is told what became of each record, on a thread of the producer: it must return at once. */
    @FunctionalInterface
    public interface Listener {
        /**
         * @param index of the record in the list that was written
         * @param failure null when the brokers have acknowledged it
         */
        void answered(int index, @Nullable Throwable failure);
    }

    /** Completes when the brokers have acknowledged the record; fails when they did not in time. */
    public Uni<Void> write(String topic, String key, byte[] value) {
        return write(topic, key, value, Map.of());
    }

    /** The same with headers; the answer comes where the caller was, if that was an event loop. */
    public Uni<Void> write(String topic, String key, byte[] value, Map<String, String> headers) {
        List<OutgoingRecord> one = List.of(new OutgoingRecord(topic, key, value, headers));
        Uni<Void> written = Uni.createFrom()
                .emitter(answer -> writeAll(one, (index, failure) -> {
                    if (failure == null) {
                        answer.complete(null);
                    } else {
                        answer.fail(failure);
                    }
                }));
        return whereTheCallerIs(written);
    }

    private static Uni<Void> whereTheCallerIs(Uni<Void> written) {
        Context caller = Vertx.currentContext();
        return caller == null ? written : written.emitOn(work -> caller.runOnContext(none -> work.run()));
    }

    /** Completes when the brokers have acknowledged all of them; fails when they did not, after each has been answered. */
    public Uni<Void> writeAll(List<OutgoingRecord> records) {
        if (records.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        AtomicInteger open = new AtomicInteger(records.size());
        AtomicReference<@Nullable Throwable> first = new AtomicReference<>();
        Uni<Void> written = Uni.createFrom()
                .emitter(answer -> writeAll(records, (index, failure) -> {
                    if (failure != null) {
                        first.compareAndSet(null, failure);
                    }
                    if (open.decrementAndGet() == 0) {
                        Throwable failed = first.get();
                        if (failed == null) {
                            answer.complete(null);
                        } else {
                            answer.fail(failed);
                        }
                    }
                }));
        return whereTheCallerIs(written);
    }

    /** Writes records in their order; never waits and never fails, but tells of each what became of it. */
    public void writeAll(List<OutgoingRecord> records, Listener listener) {
        if (records.isEmpty()) {
            return;
        }
        KafkaProducer<String, byte[]> producer = clients.getProducer(CHANNEL);
        if (producer == null || !reserve(records.size())) {
            RejectedExecutionException full = new RejectedExecutionException("too many records are under way to Kafka");
            IntStream.range(0, records.size()).forEach(index -> listener.answered(index, full));
            return;
        }
        producer.runOnSendingThread(sender -> {
                    for (int i = 0; i < records.size(); i++) {
                        send(sender, records.get(i), i, listener);
                    }
                })
                .subscribe()
                .with(
                        sent -> {},
                        closed -> IntStream.range(0, records.size()).forEach(index -> settle(index, closed, listener)));
    }

    private boolean reserve(int records) {
        if (underWay.addAndGet(records) <= MOST_UNDER_WAY) {
            return true;
        }
        underWay.addAndGet(-records);
        return false;
    }

    private void send(Producer<String, byte[]> sender, OutgoingRecord record, int index, Listener listener) {
        try {
            var _ = sender.send(record.forKafka(), (where, failure) -> settle(index, failure, listener));
        } catch (RuntimeException refused) {
            settle(index, refused, listener);
        }
    }

    private void settle(int index, @Nullable Throwable failure, Listener listener) {
        underWay.decrementAndGet();
        listener.answered(index, failure);
    }
}
