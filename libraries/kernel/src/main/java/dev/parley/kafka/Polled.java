package dev.parley.kafka;

import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/** What one poll of a topic brought, and its offsets, which stay uncommitted until {@link #commit()}. */
public final class Polled {
    private static final Logger LOG = Logger.getLogger(Polled.class);

    private final Message<List<byte[]>> batch;
    private final ConsumerRecords<String, byte[]> records;

    @SuppressWarnings("unchecked")
    private Polled(Message<List<byte[]>> batch) {
        this.batch = batch;
        this.records = batch.getMetadata(IncomingKafkaRecordBatchMetadata.class)
                .orElseThrow()
                .getRecords();
    }

    /** Of a channel that is read in batches. */
    public static Polled of(Message<List<byte[]>> batch) {
        return new Polled(batch);
    }

    public List<ConsumerRecord<String, byte[]>> records() {
        List<ConsumerRecord<String, byte[]>> list = new ArrayList<>(records.count());
        records.forEach(list::add);
        return list;
    }

    /** Call once nothing of it is owed any more; a partition's offsets are committed in order whatever the order here. */
    public void commit() {
        batch.ack().whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warnf("offsets not committed, their records will come again: %s", failure.toString());
            }
        });
    }
}
