package dev.parley.fanout;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.fanout.World.Subscriber;
import dev.parley.topic.EventRecord;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Receivers that misbehave once get their event all the same, and harm nobody else meanwhile. */
@QuarkusTest
class FaultyReceiverTest extends SubscriberTest {
    private Receiver faulty;
    private Subscriber subscriber;

    /** The receiver that every story has is the healthy one here. */
    @BeforeEach
    void subscribeBoth() {
        faulty = new Receiver();
        subscriber = world.subscribe(account, faulty.url(), "*");
        world.subscribe(account, receiver.url(), "*");
    }

    @AfterEach
    void closeFaulty() {
        faulty.close();
    }

    @Test
    void aReceiverThatResets() {
        misbehaveOnce(request -> request.connection().close());
        assertItIsDeliveredAtTheSecondAttempt("connection closed");
    }

    @Test
    void aReceiverWhoseHeadNeverComes() {
        misbehaveOnce(request -> {});
        assertItIsDeliveredAtTheSecondAttempt("no answer in time");
    }

    @Test
    void aReceiverThatAnswersAndThenTricklesHasAnswered() {
        faulty.that((request, before) -> trickle(request));

        EventRecord event = world.publish(world.event(account, "message.sent"));

        await().atMost(LIMIT).until(() -> world.attempts(subscriber, true) == 1);
        assertThat(faulty.eventIds()).containsExactly(event.eventId());
        assertThat(world.stored(subscriber)).isZero();
    }

    @Test
    void aReceiverThatAnswersWithAHugeBodyHasAnswered() {
        faulty.that((request, before) -> request.response().end(Buffer.buffer(new byte[8_000_000])));

        List<EventRecord> events = world.publish(account, 5);

        await().atMost(LIMIT).until(() -> world.attempts(subscriber, true) == events.size());
        assertThat(world.attempts(subscriber, false)).isZero();
    }

    @Test
    void aReceiverThatAsksForTimeGetsIt() {
        faulty.that((request, before) -> {
            request.response().setStatusCode(before == 0 ? 429 : 200);
            request.response().putHeader("Retry-After", "2").end();
        });

        world.publish(world.event(account, "message.sent"));

        await().atMost(LIMIT).until(() -> world.attempts(subscriber, true) == 1);
        assertThat(world.count(
                        "select extract(epoch from max(attempted_at) - min(attempted_at))::bigint from webhook_attempts where endpoint_id = $1",
                        Tuple.of(subscriber.id().value())))
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void aBlackHoleHoldsUpNobodyAndNoOffset() {
        faulty.that((request, before) -> {});

        List<EventRecord> events = world.publish(account, 200);

        await().atMost(LIMIT).until(() -> receiver.eventIds().containsAll(ids(events)));
        await().atMost(LIMIT).until(() -> world.stored(subscriber) == events.size());
        assertThat(faulty.received()).hasSizeLessThan(events.size());
    }

    @Test
    void whatWasTakenFromTheQueueGoesOnWhenTheReceiverRecoversThoughNothingFreshComes() {
        List<EventRecord> events = Stream.generate(() -> world.event(account, "message.sent"))
                .limit(60)
                .toList();
        // Ten failures open the breaker; by then up to seventeen calls have begun, and the next one is the probe.
        faulty.that((request, before) ->
                request.response().setStatusCode(before < 18 ? 500 : 200).end());

        world.storeDue(subscriber, events);

        await().atMost(LIMIT).until(() -> world.attempts(subscriber, true) == events.size());
    }

    private void misbehaveOnce(Consumer<HttpServerRequest> fault) {
        faulty.that((request, before) -> {
            if (before == 0) {
                fault.accept(request);
            } else {
                request.response().end();
            }
        });
    }

    private void assertItIsDeliveredAtTheSecondAttempt(String error) {
        EventRecord event = world.publish(world.event(account, "message.sent"));

        await().atMost(LIMIT).until(() -> world.attempts(subscriber, true) == 1);
        assertThat(faulty.eventIds()).containsExactly(event.eventId(), event.eventId());
        assertThat(receiver.eventIds()).containsExactly(event.eventId());
        assertThat(world.count(
                        "select count(*) from webhook_attempts where endpoint_id = $1 and error = $2 and response_status is null",
                        Tuple.of(subscriber.id().value(), error)))
                .isOne();
    }

    private static void trickle(HttpServerRequest request) {
        request.response().setChunked(true).write("x");
        Vertx vertx = Vertx.currentContext().owner();
        long timer = vertx.setPeriodic(50, fired -> request.response().write("x"));
        request.connection().closeHandler(closed -> vertx.cancelTimer(timer));
    }
}
