package dev.parley.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;

/**
 * The conversation every platform can have.
 *
 * <pre>
 *  participant ── writes ──▶ platform ──▶ Parley ── message.received ──▶ subscriber
 *  participant ◀── reads ─── platform ◀── Parley ◀─────── replies ────── subscriber
 *                                          Parley ── message.sent ──────▶ subscriber
 * </pre>
 */
public final class DemoConversation implements Scene {
    @Override
    public boolean suits(DemoAccount account) {
        return true;
    }

    @Override
    public void play(DemoStage stage) {
        String mark = UUID.randomUUID().toString().substring(0, 8);
        DemoAccount.Participant person = stage.account().participant();
        String question = "Are you open on Sunday? (" + mark + ")";
        String answer = "Yes, from ten to four. (" + mark + ")";
        Steps steps = stage.steps();

        steps.step(person.name() + " writes: " + question, () -> stage.sandbox().say(person, question));
        JsonNode received = steps.step(
                "message.received arrives, its signature is right",
                () -> stage.event("message.received", object -> question.equals(text(object, "body"))));
        String chat = text(received, "chat_id");
        String sent =
                steps.step("the reply is accepted with 202: " + answer, () -> stage.send(chat, Map.of("body", answer)));
        steps.step(
                "message.sent arrives, its signature is right",
                () -> stage.event("message.sent", object -> sent.equals(text(object, "id"))));
        steps.step(
                person.name() + " reads the reply",
                () -> stage.seen(() -> stage.sandbox().inbox(person).contains(answer)));
    }

    private static String text(JsonNode object, String field) {
        return object.path(field).asText();
    }
}
