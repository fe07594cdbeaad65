package dev.parley.fanout;

import static dev.parley.testing.Waiting.await;

import dev.parley.fanout.World.Subscriber;
import dev.parley.testing.FrozenServer;
import dev.parley.testing.RawTopic;
import dev.parley.topic.EventRecord;
import dev.parley.topic.Topics;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An outage that is longer than every limit ends by itself: what happened meanwhile is told, and reading goes on. */
@QuarkusTest
@TestProfile(OutageTest.ShortLimits.class)
class OutageTest extends SubscriberTest {
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final Duration OUTAGE = Duration.ofSeconds(16);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String brokers;

    private RawTopic topic;
    private Receiver late;
    private Subscriber stored;
    private final List<String> told = new ArrayList<>();

    /** Every limit that could end a consumer for good, shortened to seconds; {@link #OUTAGE} is longer than each. */
    public static final class ShortLimits implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            String channel = "mp.messaging.incoming.events.";
            return Map.of(
                    channel + "max.poll.interval.ms",
                    "7000",
                    channel + "session.timeout.ms",
                    "6000",
                    channel + "heartbeat.interval.ms",
                    "2000",
                    channel + "default.api.timeout.ms",
                    "5000",
                    channel + "request.timeout.ms",
                    "4000",
                    "mp.messaging.outgoing.topics.delivery.timeout.ms",
                    "3000",
                    "mp.messaging.outgoing.topics.request.timeout.ms",
                    "2000");
        }
    }

    /** One of the subscribers is slow, so that its deliveries must be stored. */
    @BeforeEach
    void subscribe() {
        topic = new RawTopic(brokers, Topics.EVENTS);
        late = new Receiver().that(Receiver.late());
        stored = world.subscribe(account, late.url(), "*");
        world.subscribe(account, receiver.url(), "*");
        publish(10);
        awaitAll();
    }

    @AfterEach
    void closeMore() {
        topic.close();
        late.close();
    }

    @Test
    void aFrozenDatabase() {
        try (FrozenServer frozen = FrozenServer.postgres()) {
            publish(30);
            awaitEndOfOutage();
        }
        publish(10);
        awaitAll();
        await().atMost(LONG).ignoreExceptions().until(() -> world.attempts(stored, true) == told.size());
    }

    @Test
    void aFrozenBroker() {
        try (FrozenServer frozen = FrozenServer.kafka()) {
            awaitEndOfOutage();
        }
        publish(10);
        awaitAll();
    }

    private static void awaitEndOfOutage() {
        long end = System.nanoTime() + OUTAGE.toNanos();
        await().atMost(LONG).until(() -> System.nanoTime() > end);
    }

    private void publish(int count) {
        for (int i = 0; i < count; i++) {
            EventRecord event = world.event(account, "message.sent");
            topic.publish(event.key(), event.write());
            told.add(event.eventId());
        }
    }

    private void awaitAll() {
        await().atMost(LONG).until(() -> receiver.eventIds().containsAll(told));
    }
}
