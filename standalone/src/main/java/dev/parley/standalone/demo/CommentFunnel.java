package dev.parley.standalone.demo;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * "Comment GUIDE and I will send you the checklist", with the example bot as the customer's program.
 *
 * <pre>
 *  person ── comments ─────▶ platform ──▶ Parley ── comment.created ──▶ example bot
 *  person ◀── reads a DM ─── platform ◀── Parley ◀── private reply ──── example bot
 *  person ── answers ──────▶ platform ──▶ Parley ── message.received ─▶ example bot
 *  person ◀── reads ──────── platform ◀── Parley ◀── message ────────── example bot
 * </pre>
 */
public final class CommentFunnel implements Scene {
    @Override
    public boolean suits(DemoAccount account) {
        return account.hasComments();
    }

    @Override
    public void play(DemoStage stage) {
        Steps steps = stage.steps();
        if (!ExampleBot.canRun()) {
            steps.note("the comment funnel is played by a bot that needs Node.js, which is not here");
            return;
        }
        try (ExampleBot _ = steps.step("the example bot starts and registers its webhook", () -> start(stage))) {
            play(stage, steps);
        }
    }

    private static ExampleBot start(DemoStage stage) {
        ExampleBot bot = stage.bots().get();
        DemoStage.letServicesLearn();
        return bot;
    }

    private static void play(DemoStage stage, Steps steps) {
        DemoAccount.Participant person = stage.account().participant();
        String comment = "GUIDE please! (" + UUID.randomUUID().toString().substring(0, 8) + ")";
        int read = stage.sandbox().inbox(person).size();
        steps.step(
                person.name() + " comments below a post: " + comment,
                () -> stage.sandbox().act("comment", person, Map.of("text", comment)));
        steps.step(
                "comment.created arrives, its signature is right",
                () -> stage.event(
                        "comment.created",
                        object -> comment.equals(object.path("body").asText())));
        steps.step(
                person.name() + " reads the direct message with the checklist",
                () -> stage.seen(() -> newest(stage, person, read).startsWith("Here is the checklist:")));
        steps.step(person.name() + " answers: A bakery!", () -> stage.sandbox().say(person, "A bakery!"));
        steps.step(
                person.name() + " reads that the conversation goes on",
                () -> stage.seen(() -> newest(stage, person, read + 1).startsWith("Thanks for telling me!")));
    }

    /** The last text that came after so many earlier ones. */
    private static String newest(DemoStage stage, DemoAccount.Participant person, int earlier) {
        List<String> inbox = stage.sandbox().inbox(person);
        return inbox.size() > earlier ? inbox.getLast() : "";
    }
}
