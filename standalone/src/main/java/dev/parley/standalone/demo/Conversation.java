package dev.parley.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standalone.StartFailure;
import dev.parley.standalone.firstuse.JsonHttp.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * The conversation every platform can have.
 *
 * <pre>
 *  participant ── writes ──▶ platform ──▶ Parley ── message.received ──▶ subscriber
 *  participant ◀── reads ─── platform ◀── Parley ◀─────── replies ────── subscriber
 *                                          Parley ── message.sent ──────▶ subscriber
 * </pre>
 */
public final class Conversation implements Scene {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    @Override
    public boolean suits(DemoAccount account) {
        return true;
    }

    @Override
    public void play(Stage stage) {
        String mark = UUID.randomUUID().toString().substring(0, 8);
        DemoAccount.Participant person = stage.account().participant();
        String question = "Are you open on Sunday? (" + mark + ")";
        String answer = "Yes, from ten to four. (" + mark + ")";
        Steps steps = stage.steps();

        steps.step(person.name() + " writes: " + question, () -> stage.sandbox().say(person, question));
        Delivery received = steps.step(
                "message.received arrives, its signature is right",
                () -> event(stage, "message.received", object -> question.equals(text(object, "body"))));
        String chat = text(received.object(), "chat_id");
        String sent = steps.step("the reply is accepted with 202: " + answer, () -> reply(stage, chat, answer));
        steps.step(
                "message.sent arrives, its signature is right",
                () -> event(stage, "message.sent", object -> sent.equals(text(object, "id"))));
        steps.step(
                person.name() + " reads the reply",
                () -> readInTime(() -> stage.sandbox().inbox(person).contains(answer)));
    }

    private static Delivery event(Stage stage, String type, Predicate<JsonNode> about) {
        Delivery delivery = stage.subscriber()
                .await(type, candidate -> about.test(candidate.object()), LIMIT)
                .orElseThrow(() -> new StartFailure("it did not come within " + LIMIT.toSeconds() + " s"));
        if (!delivery.verified()) {
            throw new StartFailure("it came with a wrong signature");
        }
        return delivery;
    }

    private static String reply(Stage stage, String chat, String text) {
        Answer answer = stage.api().post("/api/chats/" + chat + "/messages", Map.of("body", text));
        if (answer.status() != 202) {
            throw new StartFailure("it was answered with " + answer.status() + " " + answer.body());
        }
        return text(answer.body(), "id");
    }

    private static boolean readInTime(BooleanSupplier read) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!read.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new StartFailure("it was not there within " + LIMIT.toSeconds() + " s");
            }
            pause();
        }
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted", e);
        }
    }

    private static String text(JsonNode object, String field) {
        return object.path(field).asText();
    }
}
