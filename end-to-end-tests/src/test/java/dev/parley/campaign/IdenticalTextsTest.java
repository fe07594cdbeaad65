package dev.parley.campaign;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.campaign.Crowd.Seat;
import dev.parley.campaign.Programs.Running;
import dev.parley.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The same text twice and a third message in one chat, with a fault in each of the first two calls: every kind of fault
 * before a lost connection and after a slow answer, on every network that can be asked. The network's own record counts.
 */
class IdenticalTextsTest {
    /** A revoked token holds the sends of the whole account, which is another story. */
    private static final List<String> KINDS = List.of(
            "delay", "drop_answer", "error_after_send", "rate_limit", "reset", "trickle", "server_error", "echo_first");

    private static final List<Network> ASKED =
            Network.ALL.stream().filter(network -> network.canBeAsked).toList();
    private static final ConditionFactory WITHIN =
            await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(200));
    private static final Duration MOMENT = Duration.ofMillis(500);
    /** Longer than a dispatcher of the stage waits for an answer. */
    private static final Duration TOO_LONG = Duration.ofSeconds(5);

    private static DispatchStage stage;
    private static Crowd crowd;

    @BeforeAll
    static void gather() {
        stage = DispatchStage.open(1000);
        Running dispatcher = stage.startDispatcher();
        int seats = KINDS.size() * ASKED.size();
        crowd = Crowd.gather(stage, dispatcher, ASKED, seats, seats);
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @Test
    void eachIsPerformedOnceWhateverHappensBeforeALostConnection() {
        for (int i = 0; i < crowd.size(); i++) {
            fault(crowd.seat(i), kindFor(i), MOMENT);
            fault(crowd.seat(i), "reset", MOMENT);
        }

        assertEachIsPerformedOnceInOrder("lost");
    }

    @Test
    void eachIsPerformedOnceWhateverHappensAfterAnAnswerThatCameTooLate() {
        for (int i = 0; i < crowd.size(); i++) {
            fault(crowd.seat(i), "delay", TOO_LONG);
            fault(crowd.seat(i), kindFor(i), MOMENT);
        }

        assertEachIsPerformedOnceInOrder("late");
    }

    private static String kindFor(int seat) {
        return KINDS.get(seat / ASKED.size());
    }

    private static void fault(Seat seat, String kind, Duration duration) {
        stage.control(
                "/control/faults",
                Map.of(
                        "platform",
                        seat.network().id,
                        "account",
                        seat.account(),
                        "operation",
                        "send",
                        "kind",
                        kind,
                        "times",
                        1,
                        "millis",
                        duration.toMillis()));
    }

    private static void assertEachIsPerformedOnceInOrder(String round) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stage.brokers(), "acks", "all"),
                new StringSerializer(),
                new StringSerializer())) {
            crowd.seats()
                    .forEach(seat -> texts(seat, round)
                            .forEach(text -> producer.send(
                                    new ProducerRecord<>(Topics.OUTBOUND, seat.chat(), crowd.command(seat, text)))));
        }
        WITHIN.until(() -> stage.database()
                        .number("select count(*) from messages where status in ('published', 'failed')"
                                + " and body like '%/" + round + "/%'")
                == 3L * crowd.size());

        List<JsonNode> performed = new ArrayList<>();
        ASKED.forEach(network -> stage.ledger(network).forEach(performed::add));
        for (int i = 0; i < crowd.size(); i++) {
            Seat seat = crowd.seat(i);
            String about = seat.network().id + " after " + kindFor(i);
            String prefix = seat.name() + "/" + round + "/";
            assertThat(inLedger(performed, prefix, "text")).as(about).isEqualTo(texts(seat, round));
            assertThat(inDatabase(prefix)).as(about).isEqualTo(inLedger(performed, prefix, "external_id"));
        }
    }

    private static List<String> texts(Seat seat, String round) {
        return Stream.of("same", "same", "third")
                .map(text -> seat.name() + "/" + round + "/" + text)
                .toList();
    }

    private static List<String> inLedger(List<JsonNode> performed, String prefix, String member) {
        return performed.stream()
                .filter(sent -> sent.path("text").asText().startsWith(prefix))
                .map(sent -> sent.path(member).asText())
                .toList();
    }

    private static List<String> inDatabase(String prefix) {
        return stage
                .database()
                .rows("select external_id from messages where status = 'published' and body like '" + prefix
                        + "%' order by send_number")
                .stream()
                .map(List::getFirst)
                .toList();
    }
}
