package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.event.EventType;
import dev.parley.gateway.testing.Api;
import dev.parley.json.Json;
import dev.parley.standalone.infrastructure.Installation;
import dev.parley.testing.document.ApiDocument;
import dev.parley.testing.document.Conformity;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The document's webhooks are complete; that they are true is seen with every event that a subscriber of the stories gets. */
@QuarkusTest
class EventDocumentTest {
    private final ApiDocument document = Api.document();

    @Test
    void everyEventThatFiresHasItsWebhook() {
        assertThat(document.eventTypes())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(EventType.values())
                        .map(EventType::wireName)
                        .toList());
    }

    @Test
    void thePagesForPeopleAndForKafkaNameEveryEventToo() throws IOException {
        Path docs = Installation.find().root().resolve("docs");
        String page = Files.readString(docs.resolve("events.md"));
        String topics = Files.readString(docs.resolve("asyncapi.yaml"));
        for (String type : document.eventTypes()) {
            assertThat(page).contains("| `" + type + "` |");
            assertThat(topics).contains("- " + type + "\n");
        }
    }

    @Test
    void everyWebhookSaysHowItIsSignedAndWhatAnAnswerDoes() {
        for (String type : document.eventTypes()) {
            JsonNode webhook = document.event(type).orElseThrow().node();
            assertThat(webhook.path("summary").asText()).as(type).isNotBlank();
            assertThat(described(webhook.path("parameters"), "name"))
                    .as(type)
                    .contains("X-Postproxy-Signature", "X-Postproxy-Delivery", "webhook-id", "webhook-signature");
            assertThat(described(webhook.path("responses"), "description"))
                    .as(type)
                    .hasSize(4)
                    .doesNotContain("");
            assertThat(webhook.at("/responses/2XX").isObject()).as(type).isTrue();
            assertThat(webhook.path("security").isArray()).as(type).isTrue();
            assertThat(webhook.path("security")).as(type).isEmpty();
        }
    }

    private List<String> described(JsonNode list, String member) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(document::resolved)
                .map(one -> one.path(member).asText())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ReactionData", "ReferralData", "CommentData", "ProfileData", "DisabledData", "TestData"})
    void whatStandsUnderObjectStandsFlatToo(String name) {
        JsonNode data = document.json().at("/components/schemas").path(name);
        JsonNode object = document.resolved(data.at("/properties/object"));

        assertThat(object.path("properties")).isNotEmpty();
        assertThat(data.path("properties").properties())
                .containsAll(object.path("properties").properties());
        assertThat(data.path("required")).containsAll(object.path("required"));
    }

    @Test
    void anEventOfAnotherShapeIsNoticed() {
        Conformity conformity = Conformity.with(document);
        ObjectNode event = (ObjectNode) Json.read("""
                {"id":"evt_38fxg6p5ez800","object":"event","type":"webhook.test","created_at":"2026-05-31T14:02:00Z",
                 "sequence":null,"profile_id":null,"chat_id":null,
                 "data":{"id":"wh_38fxg6p5ez801","object":{"id":"wh_38fxg6p5ez801"}}}""");

        assertThat(conformity.flawsOfEvent(event)).isEmpty();
        assertThat(conformity.flawsOfEvent(event.deepCopy().put("type", "webhook.disabled")))
                .isNotEmpty();
        assertThat(conformity.flawsOfEvent(event.deepCopy().put("type", "webhook.unheard_of")))
                .isNotEmpty();
        assertThat(conformity.flawsOfEvent(event.deepCopy().put("more", 1))).isNotEmpty();
        assertThat(conformity.flawsOfEvent(event.deepCopy().without("sequence")))
                .isNotEmpty();
        ObjectNode flatOnly = event.deepCopy();
        ((ObjectNode) flatOnly.path("data")).remove("object");
        assertThat(conformity.flawsOfEvent(flatOnly)).isNotEmpty();
    }
}
