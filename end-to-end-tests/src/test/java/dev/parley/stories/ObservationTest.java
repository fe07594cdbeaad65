package dev.parley.stories;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standalone.control.ControlJson;
import dev.parley.stories.TraceReceiver.Span;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator sees of a conversation: its traces, its log lines, its numbers; and what nobody may see. */
class ObservationTest {
    @RegisterExtension
    static final Parley PARLEY = new Parley();

    @Test
    void oneTraceLeadsFromAPlatformsWebhookToTheSubscriber() {
        // given
        Participant eve = PARLEY.participant("telegram", "Eve");
        try (Subscriber subscriber = PARLEY.subscriber()) {
            // when
            eve.writes("Where does this go?");
            String event = subscriber.waitForEvent(
                    "message.received", message -> message.path("body").asText().equals("Where does this go?"));

            // then
            List<Span> way = PARLEY.traces()
                    .waitForWayTo(span -> event.equals(span.fields().get("parley.event")));
            assertThat(way)
                    .extracting(Span::service, Span::name)
                    .containsExactly(
                            tuple("webhook-fanout", "deliver"),
                            tuple("ingest-service", "normalise telegram"),
                            tuple("ingest-service", "hook telegram"));
        }
    }

    @Test
    void aCustomersOwnTraceGoesOnToThePlatformAndToTheSubscriber() {
        // given
        Participant finn = PARLEY.participant("telegram", "Finn");
        try (Subscriber subscriber = PARLEY.subscriber()) {
            String chat = subscriber.chatOf(finn);

            // when
            String trace = UUID.randomUUID().toString().replace("-", "");
            String message = PARLEY.api().sendsTraced(chat, "Followed", trace);
            String event = subscriber.waitForEvent(
                    "message.sent", sent -> sent.path("id").asText().equals(message));

            // then
            List<Span> way = PARLEY.traces()
                    .waitForWayTo(span -> event.equals(span.fields().get("parley.event")));
            assertThat(way)
                    .extracting(Span::service, Span::name)
                    .containsExactly(
                            tuple("webhook-fanout", "deliver"),
                            tuple("dispatch-service", "send telegram"),
                            tuple("api-gateway", "POST /api/chats/{id}/messages"));
            assertThat(way).extracting(Span::trace).containsOnly(trace);
            assertThat(way.getLast().parent()).isEqualTo(Api.TRACED_STEP);
        }
    }

    @Test
    void aSendThatIsTriedAgainStaysInItsTrace() {
        // given
        Participant ida = PARLEY.participant("telegram", "Ida");
        try (Subscriber subscriber = PARLEY.subscriber()) {
            String chat = subscriber.chatOf(ida);
            PARLEY.misbehaves("telegram", "send", "rate_limit");

            // when
            String trace = UUID.randomUUID().toString().replace("-", "");
            String message = PARLEY.api().sendsTraced(chat, "Once more", trace);
            String event = subscriber.waitForEvent(
                    "message.sent", sent -> sent.path("id").asText().equals(message));

            // then
            List<Span> way = PARLEY.traces()
                    .waitForWayTo(span -> event.equals(span.fields().get("parley.event")));
            assertThat(way)
                    .extracting(Span::name, span -> span.fields().get("parley.attempt"))
                    .containsExactly(
                            tuple("deliver", "1"),
                            tuple("send telegram", "2"),
                            tuple("POST /api/chats/{id}/messages", null));
            assertThat(PARLEY.traces().all())
                    .filteredOn(span -> message.equals(span.fields().get("parley.message")))
                    .extracting(Span::trace, Span::parent)
                    .containsExactly(
                            tuple(trace, way.getLast().id()),
                            tuple(trace, way.getLast().id()));
        }
    }

    @Test
    void anEventThatOnlyTheSweepPublishesStaysInItsTrace() {
        // given
        Participant jon = PARLEY.participant("telegram", "Jon");
        try (Subscriber subscriber = PARLEY.subscriber()) {
            jon.writes("Found later");
            String event = subscriber.waitForEvent(
                    "message.received", message -> message.path("body").asText().equals("Found later"));

            // when
            PARLEY.leavesInTheOutbox(event);

            // then
            List<Span> deliveries = PARLEY.traces()
                    .waitForSteps(2, span -> event.equals(span.fields().get("parley.event")));
            assertThat(deliveries).extracting(Span::name).containsOnly("deliver");
            assertThat(deliveries)
                    .extracting(Span::trace, Span::parent)
                    .containsOnly(tuple(
                            deliveries.getFirst().trace(), deliveries.getFirst().parent()));
            assertThat(deliveries.getFirst().parent()).isNotEmpty();
        }
    }

    @Test
    void eachSendAndEachDeliveryIsOneLineOfFields() {
        // given
        Participant gus = PARLEY.participant("telegram", "Gus");
        try (Subscriber subscriber = PARLEY.subscriber()) {
            String chat = subscriber.chatOf(gus);

            // when
            String message = PARLEY.api().sends(chat, "Noted").path("id").asText();
            String event = subscriber.waitForEvent(
                    "message.sent", sent -> sent.path("id").asText().equals(message));

            // then
            await().atMost(Parley.PATIENCE).untilAsserted(() -> {
                assertThat(fieldsOf("dispatch-service", "parley.send", "message", message))
                        .singleElement()
                        .satisfies(fields -> {
                            assertThat(fields.path("outcome").asText()).isEqualTo("sent");
                            assertThat(fields.path("platform").asText()).isEqualTo("telegram");
                            assertThat(fields.path("took_ms").asText()).containsOnlyDigits();
                        });
                assertThat(fieldsOf("webhook-fanout", "parley.delivery", "event", event))
                        .anySatisfy(fields ->
                                assertThat(fields.path("outcome").asText()).isEqualTo("delivered"));
            });
        }
    }

    @Test
    void neitherLogsNorTracesHoldWhatPeopleWroteOrATokenOrAKey() {
        // given
        String secret = "only-between-us-" + UUID.randomUUID();
        Participant hana = PARLEY.participant("telegram", "Hana");
        try (Subscriber subscriber = PARLEY.subscriber()) {
            // when
            hana.writes(secret);
            JsonNode received = subscriber.waitUntilReceived(
                    "message.received", message -> message.path("body").asText().equals(secret));
            String chat = received.path("chat_id").asText();
            String message = PARLEY.api()
                    .sendsTraced(chat, secret, UUID.randomUUID().toString().replace("-", ""));
            String event = subscriber.waitForEvent(
                    "message.sent", sent -> sent.path("id").asText().equals(message));
            PARLEY.traces().waitForWayTo(span -> event.equals(span.fields().get("parley.event")));

            // then
            List<String> hidden = PARLEY.secrets();
            assertThat(hidden).hasSizeGreaterThan(2);
            assertThat(PARLEY.log("dispatch-service")).contains(message);
            for (String service : Parley.SERVICES) {
                assertThat(PARLEY.log(service)).doesNotContain(secret).doesNotContain(hidden);
            }
            assertThat(PARLEY.traces().all().toString()).doesNotContain(secret).doesNotContain(hidden);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-gateway", "dispatch-service", "ingest-service", "bluesky-poller", "webhook-fanout"})
    void aServiceExposesTheMetricsThatTheDocumentationNamesAndNoOthers(String service) {
        DocumentedMetrics documented = DocumentedMetrics.read();

        await().atMost(Parley.PATIENCE)
                .untilAsserted(() -> assertThat(PARLEY.metrics(service)).containsAll(documented.of(service)));
        assertThat(PARLEY.metrics(service)).isSubsetOf(documented.all());
    }

    private static JsonNode json(String line) {
        try {
            return ControlJson.MAPPER.readTree(line);
        } catch (JsonProcessingException notJson) {
            throw new AssertionError("no JSON: " + line, notJson);
        }
    }

    private static List<JsonNode> fieldsOf(String service, String category, String field, String value) {
        return PARLEY.log(service)
                .lines()
                .filter(line -> line.contains(value))
                .map(ObservationTest::json)
                .filter(line -> line.path("loggerName").asText().equals(category))
                .map(line -> line.path("mdc"))
                .filter(fields -> fields.path(field).asText().equals(value))
                .toList();
    }
}
