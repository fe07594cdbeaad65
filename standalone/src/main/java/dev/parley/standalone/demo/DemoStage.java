package dev.parley.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standalone.firstuse.JsonHttp;
import dev.parley.standalone.firstuse.JsonHttp.Answer;
import dev.parley.standalone.process.StartFailure;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What a scene plays with, and what every scene does with it. Nothing here waits longer than a minute: what does not
 * come by then fails the step.
 *
 * @param api Parley's API, with a key that sees the demo profiles
 * @param subscriber receives every event
 * @param sandbox the platform's other side
 * @param steps shows and times what happens
 * @param bots starts the example bot
 */
public record DemoStage(
        JsonHttp api,
        Subscriber subscriber,
        DemoNetwork sandbox,
        DemoAccount account,
        Steps steps,
        Supplier<ExampleBot> bots) {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final Duration KNOWN_EVERYWHERE = Duration.ofSeconds(2);

    /** Waits for an event about an object that fits; its signature must be right. Returns the object. */
    JsonNode event(String type, Predicate<JsonNode> about) {
        ReceivedWebhook delivery = subscriber
                .await(type, candidate -> about.test(candidate.object()), LIMIT)
                .orElseThrow(() -> new StartFailure("it did not come within " + LIMIT.toSeconds() + " s"));
        if (!delivery.verified()) {
            throw new StartFailure("it came with a wrong signature");
        }
        return delivery.object();
    }

    /** Sends a message into the chat; its id. */
    String send(String chat, Object message) {
        return accepted(202, api.post("/api/chats/" + chat + "/messages", message))
                .path("id")
                .asText();
    }

    /** The body of an answer that must have this status. */
    JsonNode accepted(int status, Answer answer) {
        if (answer.status() != status) {
            throw new StartFailure("it was answered with " + answer.status() + " " + answer.body());
        }
        return answer.body();
    }

    /** Waits until something can be seen on the platform. */
    boolean seen(BooleanSupplier there) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!there.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new StartFailure("it was not there within " + LIMIT.toSeconds() + " s");
            }
            pause(BETWEEN_LOOKS);
        }
        return true;
    }

    /** Services read new webhooks every second or so; an event that is quicker would pass a new one by. */
    static void letServicesLearn() {
        pause(KNOWN_EVERYWHERE);
    }

    private static void pause(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted", e);
        }
    }
}
