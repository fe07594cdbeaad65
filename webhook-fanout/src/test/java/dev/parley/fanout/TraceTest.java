package dev.parley.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.fanout.Receiver.Received;
import dev.parley.fanout.World.Subscriber;
import dev.parley.id.ChatId;
import dev.parley.topic.EventRecord;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A trace goes on where a delivery has to wait: for its next attempt, for room, or for its turn in a chat. */
@QuarkusTest
class TraceTest extends SubscriberTest {
    private static final String CAUSE = "00f067aa0ba902b7";

    @Test
    void eachAttemptIsAStepOfItsOwnInTheEventsTrace() {
        String trace = newTrace();
        world.subscribe(account, receiver.url(), "*");
        receiver.that(Receiver.answersFirst(500, 503));

        world.publish(traced(world.event(account, "message.sent"), trace));

        List<Received> attempts = awaitReceived(3);
        assertThat(attempts).extracting(TraceTest::traceOf).containsOnly(trace);
        assertThat(attempts)
                .extracting(TraceTest::stepOf)
                .doesNotHaveDuplicates()
                .doesNotContain(CAUSE);
    }

    @Test
    void aDeliveryThatAnotherReplicaLeftInTheQueueGoesOnWithTheEventsTrace() {
        String trace = newTrace();
        Subscriber subscriber = world.subscribe(account, receiver.url(), "*");

        world.storeDue(subscriber, List.of(traced(world.event(account, "message.sent"), trace)));

        assertThat(awaitReceived(1)).extracting(TraceTest::traceOf).containsExactly(trace);
    }

    @Test
    void eventsOfAnOrderedEndpointKeepTheirTracesThoughOneOfThemHoldsTheOthers() {
        world.subscribe(account, null, true, receiver.url(), "*");
        ChatId chat = world.chat();
        List<String> traces = List.of(newTrace(), newTrace(), newTrace());
        List<EventRecord> events = LongStream.rangeClosed(1, 3)
                .mapToObj(sequence -> traced(
                        world.event(account, null, chat, sequence, "message.received"), traces.get((int) sequence - 1)))
                .toList();
        receiver.that(Receiver.answersFirst(200, 500));

        events.forEach(world::publish);

        assertThat(awaitReceived(4))
                .extracting(TraceTest::traceOf)
                .containsExactly(traces.get(0), traces.get(1), traces.get(1), traces.get(2));
    }

    @Test
    void whatNobodyTracesCarriesNoTrace() {
        world.subscribe(account, receiver.url(), "*");

        world.publish(world.event(account, "message.sent"));

        assertThat(awaitReceived(1).getFirst().headers().contains("traceparent"))
                .isFalse();
    }

    private static EventRecord traced(EventRecord event, String trace) {
        return event.tracedBy("00-" + trace + "-" + CAUSE + "-01");
    }

    private static String newTrace() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static String traceOf(Received delivery) {
        return delivery.headers().get("traceparent").split("-")[1];
    }

    private static String stepOf(Received delivery) {
        return delivery.headers().get("traceparent").split("-")[2];
    }
}
