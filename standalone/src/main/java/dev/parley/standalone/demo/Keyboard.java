package dev.parley.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a bot does with an inline keyboard: the participant taps a button instead of writing, and the message changes
 * under their eyes.
 *
 * <pre>
 *  participant ◀── question with buttons ── platform ◀── Parley ◀──── sends ────── subscriber
 *  participant ── taps ──▶ platform ──▶ Parley ── message.received, tapped_action ──▶ subscriber
 *                          platform ◀── Parley (acknowledges by itself)
 *  participant ◀── other text, no buttons ─ platform ◀── Parley ◀── PATCH ──────── subscriber
 * </pre>
 */
public final class Keyboard implements Scene {
    private static final String CHOICE = "Chocolate";
    private static final String PAYLOAD = "cake:chocolate";

    /** Inline keyboards are Telegram's. */
    @Override
    public boolean suits(DemoAccount account) {
        return account.platform().equals("telegram");
    }

    @Override
    public void play(DemoStage stage) {
        String mark = UUID.randomUUID().toString().substring(0, 8);
        JsonNode question = ask(stage, "Which kind? (" + mark + ")", mark);
        tap(stage, question);
        confirm(stage, question, "A chocolate cake it is. (" + mark + ")");
    }

    /** The question as it was published. */
    private static JsonNode ask(DemoStage stage, String question, String mark) {
        DemoAccount.Participant person = stage.account().participant();
        String wish = "I would like a birthday cake. (" + mark + ")";
        String chat = stage.steps().step(person.name() + " writes: " + wish, () -> {
            stage.sandbox().say(person, wish);
            return text(stage.event("message.received", object -> wish.equals(text(object, "body"))), "chat_id");
        });
        String sent = stage.steps()
                .step(
                        "a question with two buttons is accepted with 202: " + question,
                        () -> stage.send(chat, Map.of("body", question, "reply_markup", twoButtons())));
        return stage.steps()
                .step(
                        "message.sent arrives, its signature is right",
                        () -> stage.event("message.sent", object -> sent.equals(text(object, "id"))));
    }

    private static void tap(DemoStage stage, JsonNode question) {
        DemoAccount.Participant person = stage.account().participant();
        Steps steps = stage.steps();
        String tap = steps.step(
                person.name() + " taps: " + CHOICE, () -> stage.sandbox().act("tap", person, Map.of("button", CHOICE)));
        steps.step(
                "message.received arrives and says which button of which message",
                () -> stage.event("message.received", object -> isTap(object, tap, question)));
        steps.step(
                "Telegram has the tap acknowledged: " + person.name() + "'s button stops spinning",
                () -> stage.seen(() -> stage.sandbox().actions("ack", tap) > 0));
    }

    private static void confirm(DemoStage stage, JsonNode question, String confirmed) {
        DemoAccount.Participant person = stage.account().participant();
        String id = text(question, "id");
        Map<String, Object> change = Map.of("body", confirmed, "reply_markup", Map.of());
        Steps steps = stage.steps();
        steps.step(
                "the question becomes, without buttons: " + confirmed,
                () -> stage.accepted(200, stage.api().patch("/api/messages/" + id, change)));
        steps.step(
                "message.edited arrives, its signature is right",
                () -> stage.event(
                        "message.edited",
                        object -> id.equals(text(object, "id")) && confirmed.equals(text(object, "body"))));
        steps.step(
                person.name() + " sees the new text where the question was",
                () -> stage.seen(() -> {
                    List<String> inbox = stage.sandbox().inbox(person);
                    return inbox.contains(confirmed) && !inbox.contains(text(question, "body"));
                }));
    }

    private static Map<String, Object> twoButtons() {
        return Map.of(
                "inline_keyboard",
                List.of(List.of(
                        Map.of("text", "Lemon", "callback_data", "cake:lemon"),
                        Map.of("text", CHOICE, "callback_data", PAYLOAD))));
    }

    private static boolean isTap(JsonNode message, String tap, JsonNode question) {
        return tap.equals(text(message, "external_id"))
                && PAYLOAD.equals(text(message, "body"))
                && CHOICE.equals(text(message.path("tapped_action"), "title"))
                && text(question, "external_id").equals(text(message, "reply_to_external_id"));
    }

    private static String text(JsonNode object, String field) {
        return object.path(field).asText();
    }
}
