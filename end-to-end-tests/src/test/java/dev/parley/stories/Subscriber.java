package dev.parley.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standalone.demo.ReceivedWebhook;
import dev.parley.testing.document.Conformity;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * A customer's webhook receiver. Every delivery must be signed rightly and be as the OpenAPI document says: one that is
 * not fails the story.
 */
public final class Subscriber implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final dev.parley.standalone.demo.Subscriber receiver;
    private final Conformity conformity;

    Subscriber(dev.parley.standalone.demo.Subscriber receiver, Conformity conformity) {
        this.receiver = receiver;
        this.conformity = conformity;
    }

    /** Waits for an event of this type about an object that fits, and returns that object. */
    public JsonNode waitUntilReceived(String type, Predicate<JsonNode> about) {
        return waitFor(type, about).object();
    }

    /** Waits for an event of this type about an object that fits, and returns the event's id. */
    public String waitForEvent(String type, Predicate<JsonNode> about) {
        return waitFor(type, about).id();
    }

    /** Has somebody write, and returns the chat that comes of it. */
    public String chatOf(Participant participant) {
        String greeting = "Hello from " + participant.name();
        participant.writes(greeting);
        return waitUntilReceived(
                        "message.received",
                        message -> message.path("body").asText().equals(greeting))
                .path("chat_id")
                .asText();
    }

    private ReceivedWebhook waitFor(String type, Predicate<JsonNode> about) {
        ReceivedWebhook delivery = receiver.await(type, candidate -> about.test(candidate.object()), LIMIT)
                .orElseThrow(() -> new AssertionError("no " + type + " came within " + LIMIT.toSeconds()
                        + " s; what came: "
                        + receiver.deliveries().stream()
                                .map(ReceivedWebhook::type)
                                .toList()));
        if (!delivery.verified()) {
            throw new AssertionError(type + " came with a wrong signature");
        }
        return delivery;
    }

    /** The objects of all events of this type so far. */
    public List<JsonNode> received(String type) {
        return receiver.deliveries().stream()
                .filter(delivery -> delivery.type().equals(type))
                .map(ReceivedWebhook::object)
                .toList();
    }

    /** The types of everything told about a chat so far, in the order of their sequence. */
    public List<String> toldAbout(String chat) {
        return receiver.deliveries().stream()
                .filter(delivery -> delivery.event().path("chat_id").asText().equals(chat))
                .sorted(Comparator.comparing(
                        delivery -> delivery.event().path("sequence").asLong()))
                .map(ReceivedWebhook::type)
                .toList();
    }

    @Override
    public void close() {
        receiver.close();
        assertThat(receiver.deliveries())
                .allSatisfy(delivery -> assertThat(conformity.flawsOfEvent(delivery.event()))
                        .as(delivery.event().toString())
                        .isEmpty());
    }
}
