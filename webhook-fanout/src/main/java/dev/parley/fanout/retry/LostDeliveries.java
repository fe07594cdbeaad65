package dev.parley.fanout.retry;

import dev.parley.database.DatabaseFailure;
import dev.parley.fanout.delivery.Event;
import dev.parley.fanout.loop.FanoutLoop;
import dev.parley.id.WebhookId;
import dev.parley.kafka.DeadLetters;
import dev.parley.topic.EventRecord;
import dev.parley.topic.Topics;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Deliveries that the database refuses to store: their events go to the dead letters, with the endpoint and the reason. */
@ApplicationScoped
public class LostDeliveries {
    private static final Logger LOG = Logger.getLogger(LostDeliveries.class);

    private final DeadLetters deadLetters;
    private final FanoutLoop loop;

    public LostDeliveries(DeadLetters deadLetters, FanoutLoop loop) {
        this.deadLetters = deadLetters;
        this.loop = loop;
    }

    /** Completes when the event is among the dead letters; never fails. The answer comes on the loop. */
    public Uni<Void> record(Event event, WebhookId endpoint, Throwable failure) {
        String reason = "cannot be stored for " + endpoint + ": " + DatabaseFailure.nameOf(failure);
        LOG.errorf(failure, "event %s %s", event.id(), reason);
        EventRecord source = event.source();
        DeadLetters.Letter letter = source == null
                ? DeadLetters.Letter.ofContent(event.id().toString(), event.body(), "events/" + event.id())
                : DeadLetters.Letter.ofRecord(source.key(), source.write(), "events/" + event.id());
        return deadLetters.putSurely(Topics.EVENTS, letter, reason).emitOn(loop::run);
    }
}
