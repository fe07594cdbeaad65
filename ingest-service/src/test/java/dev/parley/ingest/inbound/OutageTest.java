package dev.parley.ingest.inbound;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ingest.Story;
import dev.parley.ingest.StoryTest;
import dev.parley.ingest.loopback.LoopbackPlatform;
import dev.parley.ingest.loopback.WrittenEvent;
import dev.parley.testing.FrozenServer;
import dev.parley.testing.RawTopic;
import dev.parley.topic.Topics;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An outage that is longer than every limit ends by itself: what was delivered meanwhile is written, and reading goes on. */
@QuarkusTest
@TestProfile(OutageTest.ShortLimits.class)
class OutageTest extends StoryTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration OUTAGE = Duration.ofSeconds(16);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String brokers;

    private RawTopic topic;
    private int items;

    /** Every limit that could end a consumer for good, shortened to seconds; {@link #OUTAGE} is longer than each. */
    public static final class ShortLimits implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            String channel = "mp.messaging.incoming.inbound.";
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

    @BeforeEach
    void open() {
        topic = new RawTopic(brokers, Topics.INBOUND);
        publish(20);
        awaitAll();
    }

    @AfterEach
    void close() {
        topic.close();
    }

    @Test
    void aFrozenDatabase() {
        try (FrozenServer frozen = FrozenServer.postgres()) {
            publish(50);
            awaitEndOfOutage();
        }
        publish(20);
        awaitAll();
    }

    @Test
    void aFrozenBroker() {
        try (FrozenServer frozen = FrozenServer.kafka()) {
            awaitEndOfOutage();
        }
        publish(20);
        awaitAll();
    }

    private static void awaitEndOfOutage() {
        long end = System.nanoTime() + OUTAGE.toNanos();
        await().atMost(LIMIT).until(() -> System.nanoTime() > end);
    }

    private void publish(int count) {
        for (int i = 0; i < count; i++) {
            items++;
            topic.publish(
                    "k" + i % 7,
                    LoopbackPlatform.record(
                                    story.profile.externalId(),
                                    WrittenEvent.write(Story.text("anna" + i % 7, "m" + items, "Hi", Story.T0)))
                            .write());
        }
    }

    private void awaitAll() {
        await().atMost(LIMIT)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(story.number("select count(*) from messages where profile_id = $1"))
                        .isEqualTo(items));
    }
}
