package dev.parley.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standalone.demo.DemoAccount;
import dev.parley.standalone.demo.DemoNetwork;
import dev.parley.standalone.firstuse.JsonHttp;
import dev.parley.standalone.firstuse.JsonHttp.Answer;
import dev.parley.standalone.process.StartFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One conversation: a person writes, a customer's careful program answers. The program repeats a request under its
 * Idempotency-Key until it gets an answer that it can use.
 */
final class Talk {
    private static final Duration PACE = Duration.ofMillis(600);
    private static final Duration AGAIN = Duration.ofMillis(200);
    private static final Duration PERSISTENCE = Duration.ofMinutes(5);
    private static final int SERVER_ERRORS = 500;
    private static final int EDIT_EVERY = 4;

    private final String platform;
    private final String mark = UUID.randomUUID().toString().substring(0, 8);
    private final List<String> written = new ArrayList<>();
    /** What got no answer from the platform: it may have heard it or not. */
    private final List<String> perhapsWritten = new ArrayList<>();
    /** Text to id of the sends that were accepted, in the order in which they were. */
    private final Map<String, String> accepted = new LinkedHashMap<>();
    /** Id to text of the edits that were asked for. */
    private final Map<String, String> edited = new LinkedHashMap<>();

    private final List<String> neverAnswered = new ArrayList<>();

    private final DemoNetwork sandbox;
    private final DemoAccount.Participant person;
    private final JsonHttp api;
    private String chat = "";
    private String editable = "";
    private final CountDownLatch never = new CountDownLatch(1);

    Talk(DemoAccount account, DemoAccount.Participant person, JsonHttp sandbox, JsonHttp api) {
        this.platform = account.platform();
        this.person = person;
        this.sandbox = new DemoNetwork(sandbox, account);
        this.api = api;
    }

    String greet() {
        String text = "hello " + mark;
        sandbox.say(person, text);
        written.add(text);
        return text;
    }

    void isHeldIn(String chatId) {
        chat = chatId;
    }

    /** Goes on until it is over. */
    void run(CountDownLatch over) throws InterruptedException {
        for (int round = 0; !over.await(PACE.toMillis(), TimeUnit.MILLISECONDS); round++) {
            write("in " + mark + " " + round);
            send("out " + mark + " " + round);
            if (platform.equals("telegram") && round % EDIT_EVERY == EDIT_EVERY - 1) {
                edit("changed " + mark + " " + round);
            }
        }
    }

    /** Without an answer the person writes again, in other words. */
    private void write(String text) throws InterruptedException {
        String words = text;
        long until = System.nanoTime() + PERSISTENCE.toNanos();
        for (int again = 1; !isAnswered(words); again++) {
            perhapsWritten.add(words);
            if (System.nanoTime() - until > 0) {
                throw new AssertionError("the platform has not answered for long: " + words);
            }
            words = text + " again " + again;
            boolean unused = never.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        }
        written.add(words);
    }

    private boolean isAnswered(String words) {
        try {
            String unused = sandbox.say(person, words);
            return true;
        } catch (StartFailure failure) {
            if (failure.getCause() instanceof IOException) {
                return false;
            }
            throw failure;
        }
    }

    private void send(String text) throws InterruptedException {
        Answer answer = insist(text, key -> api.post("/api/chats/" + chat + "/messages", Map.of("body", text), key));
        if (answer.status() == 202) {
            editable = answer.body().path("id").asText();
            accepted.put(text, editable);
        } else {
            neverAnswered.add(text + ": " + answer.status() + " " + answer.body());
        }
    }

    /** An edit that comes too early is refused; one whose outcome is unknown may have happened. */
    private void edit(String text) throws InterruptedException {
        String id = editable;
        edited.put(id, text);
        Answer unused = insist(text, key -> api.patch("/api/messages/" + id, Map.of("body", text)));
    }

    private interface Request {
        Answer send(Map<String, String> headers);
    }

    private Answer insist(String what, Request request) throws InterruptedException {
        Map<String, String> key = Map.of("Idempotency-Key", mark + ":" + what);
        long until = System.nanoTime() + PERSISTENCE.toNanos();
        Answer last = new Answer(0, com.fasterxml.jackson.databind.node.MissingNode.getInstance());
        while (System.nanoTime() - until < 0) {
            try {
                last = request.send(key);
                if (last.status() < SERVER_ERRORS && last.status() != 409) {
                    return last;
                }
            } catch (StartFailure unanswered) {
                last = new Answer(0, com.fasterxml.jackson.databind.node.TextNode.valueOf(unanswered.getMessage()));
            }
            boolean unused = never.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        }
        return last;
    }

    Evidence evidence() {
        return new Evidence(
                platform,
                chat,
                written,
                perhapsWritten,
                accepted,
                edited,
                neverAnswered,
                shown(),
                sandbox.inbox(person));
    }

    private List<JsonNode> shown() {
        List<JsonNode> messages = new ArrayList<>();
        JsonNode page;
        int number = 0;
        do {
            page = api.get("/api/chats/" + chat + "/messages?per_page=100&page=" + number++)
                    .body()
                    .path("data");
            page.forEach(messages::add);
        } while (page.size() == 100);
        return messages;
    }
}
