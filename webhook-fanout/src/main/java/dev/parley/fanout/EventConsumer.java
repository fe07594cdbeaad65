package dev.parley.fanout;

import dev.parley.kafka.Polled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Reads {@code parley.events} in batches and acknowledges a batch when the fan-out owes nothing of it any more. */
@ApplicationScoped
public class EventConsumer {
    private final Fanout fanout;

    public EventConsumer(Fanout fanout) {
        this.fanout = fanout;
    }

    @Incoming("events")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    public Uni<Void> consume(Message<List<byte[]>> batch) {
        Polled polled = Polled.of(batch);
        return fanout.take(polled.records(), polled::commit);
    }
}
