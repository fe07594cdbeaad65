package dev.parley.event;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.dispatch.testing.Board;
import dev.parley.dispatch.testing.Board.Seat;
import dev.parley.id.EventId;
import dev.parley.kafka.DeadLetters;
import dev.parley.node.IdGenerator;
import dev.parley.testing.FrozenServer;
import dev.parley.testing.RawTopic;
import dev.parley.topic.EventRecord;
import dev.parley.topic.Reading;
import dev.parley.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the outbox does with events that do not get to Kafka, and what its alert sees of them. */
@QuarkusTest
class OutboxTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** As {@code ParleyOutboxOld} has it. */
    private static final double OLD = 60;

    @Inject
    Board board;

    @Inject
    IdGenerator ids;

    @Inject
    EventRelay relay;

    @Inject
    MeterRegistry meters;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String brokers;

    private RawTopic topic;
    private Seat seat;

    @BeforeEach
    void open() {
        topic = new RawTopic(brokers, Topics.EVENTS);
        seat = board.chat(board.profile("loopback"), "loopback");
    }

    @AfterEach
    void close() {
        topic.close();
    }

    @Test
    void anEventThatIsNotPublishedGrowsOldWhateverTheSweepDoesAndRings() {
        EventId event = event(10);
        try (FrozenServer frozen = FrozenServer.kafka()) {
            putIntoOutbox(event, "2 minutes");
            awaitSwept(event);
            await().atMost(LIMIT).until(() -> oldest() > 2 * OLD);
        }
        awaitTold(event);
        await().atMost(LIMIT).until(() -> oldest() < OLD);
    }

    @Test
    void anEventThatIsLargerThanTheTopicTakesEndsAmongTheDeadLetters() {
        EventId event = event(Topics.LARGEST_RECORD);
        double before = letters();

        putIntoOutbox(event, "1 minute");

        awaitTold(event);
        ConsumerRecord<String, byte[]> letter = topic.awaitLetter(seat.chat().toString());
        assertThat(RawTopic.header(letter, DeadLetters.REASON)).isEqualTo("larger than the topic takes");
        assertThat(EventRecord.read(letter.value())).isInstanceOfSatisfying(Reading.Readable.class, readable -> {});
        assertThat(letters()).isGreaterThan(before);
        assertThat(board.number("select count(*) from events where id = $1", event.value()))
                .isOne();
    }

    @Test
    void oneThatNoTopicTakesIsCutAndSaysSo() {
        EventId event = event(20_000_000);

        putIntoOutbox(event, "1 minute");

        awaitTold(event);
        ConsumerRecord<String, byte[]> letter = topic.awaitLetter(seat.chat().toString());
        assertThat(letter.value()).hasSizeLessThan(1_000_000).startsWith('{');
        assertThat(Long.parseLong(RawTopic.header(letter, DeadLetters.WHOLE_BYTES)))
                .isGreaterThan(20_000_000);
        assertThat(RawTopic.header(letter, DeadLetters.WHOLE_HASH)).hasSize(64);
        assertThat(RawTopic.header(letter, DeadLetters.SOURCE)).isEqualTo("events/" + event);
    }

    @Test
    void anEventOfTheTopicsLimitIsTold() {
        EventId event = event(Topics.LARGEST_RECORD - 2_000);

        putIntoOutbox(event, "1 minute");

        awaitTold(event);
        assertThat(topic.letters(seat.chat().toString())).isEmpty();
    }

    @Test
    void whatHasNoEventIsCleared() {
        EventId gone = new EventId(ids.next());
        putIntoOutbox(gone, "2 days");
        awaitSwept(gone);

        relay.clearOrphans().await().atMost(LIMIT);

        assertThat(inOutbox(gone)).isZero();
    }

    private EventId event(int size) {
        EventId event = new EventId(ids.next());
        board.run(
                "insert into events (id, account_id, profile_id, chat_id, type, envelope)"
                        + " select $1, account_id, id, $3, 'message.sent', json_build_object('text', repeat('x', $4))"
                        + " from profiles where id = $2",
                Tuple.of(event.value(), seat.profile().value(), seat.chat().value(), size));
        return event;
    }

    private void putIntoOutbox(EventId event, String age) {
        board.run(
                "insert into outbox (event_id, created_at, due_at) values ($1, now() - interval '" + age
                        + "', now() - interval '1 second')",
                Tuple.of(event.value()));
    }

    private void awaitSwept(EventId event) {
        await().atMost(LIMIT)
                .until(() -> board.number(
                                "select count(*) from outbox where event_id = $1 and due_at > now()", event.value())
                        == 1);
    }

    private void awaitTold(EventId event) {
        await().atMost(LIMIT).until(() -> inOutbox(event) == 0);
    }

    private long inOutbox(EventId event) {
        return board.number("select count(*) from outbox where event_id = $1", event.value());
    }

    private double oldest() {
        return meters.get("parley.outbox.oldest.seconds").gauge().value();
    }

    private double letters() {
        return meters.get("parley.dead.letters")
                .tag("topic", Topics.EVENTS)
                .counter()
                .count();
    }
}
