package dev.parley.fanout;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/** Reads {@code parley.events} in batches and acknowledges a batch when the fan-out owes nothing of it any more. */
@ApplicationScoped
public class EventConsumer {
    private static final Logger LOG = Logger.getLogger(EventConsumer.class);

    private final Fanout fanout;

    public EventConsumer(Fanout fanout) {
        this.fanout = fanout;
    }

    @Incoming("events")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    @SuppressWarnings("unchecked")
    public Uni<Void> consume(Message<List<byte[]>> batch) {
        IncomingKafkaRecordBatchMetadata<String, byte[]> metadata =
                batch.getMetadata(IncomingKafkaRecordBatchMetadata.class).orElseThrow();
        return fanout.take(metadata.getRecords(), () -> acknowledge(batch));
    }

    private static void acknowledge(Message<List<byte[]>> batch) {
        batch.ack().whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warnf("offsets not committed, their records will come again: %s", failure.toString());
            }
        });
    }
}
