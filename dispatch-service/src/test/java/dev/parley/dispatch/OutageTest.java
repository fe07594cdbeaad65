package dev.parley.dispatch;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.dispatch.testing.Board;
import dev.parley.dispatch.testing.Board.Seat;
import dev.parley.id.MessageId;
import dev.parley.id.ProfileId;
import dev.parley.testing.FrozenServer;
import dev.parley.testing.RawTopic;
import dev.parley.topic.Topics;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An outage that is longer than every limit ends by itself: what was commanded meanwhile is sent, and reading goes on. */
@QuarkusTest
@TestProfile(OutageTest.ShortLimits.class)
class OutageTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration OUTAGE = Duration.ofSeconds(16);

    @Inject
    Board board;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String brokers;

    private RawTopic topic;
    private ProfileId profile;
    private final List<Seat> seats = new ArrayList<>();
    private final List<MessageId> messages = new ArrayList<>();

    /** Every limit that could end a consumer for good, shortened to seconds; {@link #OUTAGE} is longer than each. */
    public static final class ShortLimits implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            String channel = "mp.messaging.incoming.outbound.";
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
        topic = new RawTopic(brokers, Topics.OUTBOUND);
        profile = board.profile("loopback");
        for (int i = 0; i < 60; i++) {
            seats.add(board.seat(profile));
        }
        publish(10);
        awaitAll();
    }

    @AfterEach
    void close() {
        topic.close();
    }

    @Test
    void aFrozenDatabase() {
        try (FrozenServer frozen = FrozenServer.postgres()) {
            publish(30);
            awaitEndOfOutage();
        }
        publish(10);
        awaitAll();
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
        await().atMost(LIMIT).until(() -> System.nanoTime() > end);
    }

    private void publish(int count) {
        for (int i = 0; i < count; i++) {
            Seat seat = seats.get(messages.size());
            MessageId message = new MessageId(seat.chat().value());
            topic.publish(
                    seat.chat().toString(),
                    board.commandFor(seat, message, "fine").write());
            messages.add(message);
        }
    }

    private void awaitAll() {
        for (MessageId message : messages) {
            await().atMost(LIMIT)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(board.status(message)).isEqualTo("published"));
        }
    }
}
