package dev.parley.stories;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standalone.demo.ExampleBot;
import dev.parley.standalone.firstuse.JsonHttp.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommentFunnelTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String CHECKLIST = "Here is the checklist: https://example.com/checklist";

    @RegisterExtension
    static final Parley PARLEY = new Parley().withAudience();

    @ParameterizedTest
    @ValueSource(strings = {"facebook", "instagram"})
    void aCommentBecomesADirectMessageAndAConversation(String platform) {
        Participant cleo = PARLEY.participant(platform, "Cleo");
        JsonNode comment = told(cleo.comments("GUIDE please"));
        assertThat(comment.path("profile_id").asText()).isEqualTo(PARLEY.api().profile(platform));

        Answer reply = PARLEY.api().repliesPrivately(comment, CHECKLIST);

        assertThat(reply.status()).as(reply.body().toString()).isEqualTo(202);
        assertThat(reply.body().path("status").asText()).isEqualTo("pending");
        String chat = reply.body().path("chat_id").asText();
        awaitRead(cleo, CHECKLIST);
        assertThat(PARLEY.api().chat(chat).at("/messaging_window/open").asBoolean())
                .isFalse();
        String answer = cleo.writes("Thank you!");
        JsonNode received = PARLEY.audience().waitUntilReceived("message.received", is(answer));
        assertThat(received.path("chat_id").asText()).isEqualTo(chat);
        PARLEY.api().sends(chat, "You are welcome.");
        awaitRead(cleo, CHECKLIST, "You are welcome.");

        Answer second = PARLEY.api().repliesPrivately(comment, "And again");
        assertThat(second.status()).isEqualTo(422);
        assertThat(second.body().path("error").asText()).isEqualTo("A private reply was already sent for this comment");
    }

    @Test
    void aCommentEightDaysOldIsTooOld() {
        Participant dora = PARLEY.participant("facebook", "Dora");
        Participant dina = PARLEY.participant("instagram", "Dina");
        JsonNode known = told(dora.comments("GUIDE", Map.of("days", 8)));
        Answer refused = PARLEY.api().repliesPrivately(known, CHECKLIST);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().path("error").asText()).isEqualTo("Comment is older than 7 days");

        // Instagram does not say when a comment was made, so Meta judges.
        JsonNode unknown = told(dina.comments("GUIDE", Map.of("days", 8)));
        String message = PARLEY.api()
                .repliesPrivately(unknown, CHECKLIST)
                .body()
                .path("id")
                .asText();
        JsonNode failed = PARLEY.audience()
                .waitUntilReceived(
                        "message.failed", about -> about.path("id").asText().equals(message));
        assertThat(failed.path("error_message").asText()).contains("invalid for a private reply");
    }

    @Test
    void fiftyPrivateRepliesAtOnceAreOne() throws Exception {
        Participant edda = PARLEY.participant("instagram", "Edda");
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            JsonNode comment = told(edda.comments("GUIDE"));
            Callable<Integer> one =
                    () -> PARLEY.api().repliesPrivately(comment, CHECKLIST).status();

            List<Future<Integer>> answers =
                    crowd.invokeAll(Stream.generate(() -> one).limit(50).toList());

            assertThat(answers).extracting(Future::resultNow).containsOnly(202, 422);
            assertThat(answers)
                    .extracting(Future::resultNow)
                    .filteredOn(status -> status == 202)
                    .hasSize(1);
            awaitRead(edda, CHECKLIST);
        }
    }

    @Test
    void thePersonBehindAnAnonymousCommentIsLearntFromTheReply() {
        Participant finn = PARLEY.participant("facebook", "Finn");
        JsonNode comment = told(finn.comments("GUIDE", Map.of("anonymous", true)));
        String chat = PARLEY.api()
                .repliesPrivately(comment, CHECKLIST)
                .body()
                .path("chat_id")
                .asText();

        awaitParticipant(chat, finn.id());
        String answer = finn.writes("Got it");
        JsonNode received = PARLEY.audience().waitUntilReceived("message.received", is(answer));
        assertThat(received.path("chat_id").asText()).isEqualTo(chat);
        assertThat(PARLEY.audience().received("message.sent").stream()
                        .filter(sent -> sent.path("body").asText().equals(CHECKLIST)
                                && sent.path("chat_id").asText().equals(chat)))
                .hasSize(1);
    }

    @Test
    void theChatTheyHadBeforeKeepsItsIdAndTheOtherLeadsToIt() {
        Participant gil = PARLEY.participant("facebook", "Gil");
        String before = gil.writes("Hello");
        String known = PARLEY.audience()
                .waitUntilReceived("message.received", is(before))
                .path("chat_id")
                .asText();
        JsonNode comment = told(gil.comments("GUIDE", Map.of("shown_as", "88" + gil.id())));

        String other = PARLEY.api()
                .repliesPrivately(comment, CHECKLIST)
                .body()
                .path("chat_id")
                .asText();

        assertThat(other).isNotEqualTo(known);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(PARLEY.api().chat(other).path("id").asText()).isEqualTo(known));
        PARLEY.api().sends(other, "Did you get it?");
        awaitRead(gil, CHECKLIST, "Did you get it?");
        assertThat(PARLEY.api().messages(known)).hasSize(3);
    }

    @Test
    void aCommentNobodyToldUsOfCanBeAnswered() {
        Participant hana = PARLEY.participant("instagram", "Hana");
        JsonNode comment = hana.comments("GUIDE", Map.of("untold", true));

        Answer reply = PARLEY.api()
                .repliesPrivately(
                        PARLEY.api().profile("instagram"),
                        comment.path("post").asText(),
                        comment.path("external_id").asText(),
                        CHECKLIST);

        assertThat(reply.status()).as(reply.body().toString()).isEqualTo(202);
        awaitRead(hana, CHECKLIST);
    }

    @Test
    void commentsAreAnsweredAndModerated() {
        Participant ivo = PARLEY.participant("instagram", "Ivo");
        JsonNode comment = told(ivo.comments("GUIDE"));

        Answer answer = PARLEY.api().answers(comment, "Sent you a message!");

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        assertThat(answer.body().path("status").asText()).isEqualTo("pending");
        assertThat(PARLEY.api().acts(comment, "hide").body().toString()).isEqualTo("{\"accepted\":true}");
        JsonNode now = PARLEY.api().comment(comment).body();
        assertThat(now.path("is_hidden").asBoolean()).isTrue();
        assertThat(now.at("/replies/0/body").asText()).isEqualTo("Sent you a message!");
        Answer own = PARLEY.api().comments(comment, "Comment GUIDE for the checklist");
        assertThat(own.status()).as(own.body().toString()).isEqualTo(201);
        assertThat(own.body().path("parent_external_id").isNull()).isTrue();
        Answer like = PARLEY.api().acts(comment, "like");
        assertThat(like.status()).isEqualTo(405);
        assertThat(like.body().path("error").asText()).isEqualTo("Comments cannot be liked on Instagram");
        assertThat(PARLEY.api().deletes(comment).status()).isEqualTo(200);
        assertThat(PARLEY.api().comment(comment).status()).isEqualTo(404);
        assertThat(PARLEY.audience().received("comment.created").stream()
                        .filter(told -> told.path("body").asText().equals("Sent you a message!")
                                && told.path("parent_external_id").equals(comment.path("external_id"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "facebook, error_after_send",
        "facebook, drop_answer",
        "instagram, error_after_send",
        "instagram, drop_answer"
    })
    void aCommentWhoseAnswerWasLostIsMadeOnce(String platform, String fault) {
        Participant kim = PARLEY.participant(platform, "Kim");
        JsonNode comment = told(kim.comments("GUIDE"));
        String key = UUID.randomUUID().toString();
        PARLEY.misbehaves(platform, "comment", fault);

        Answer first = PARLEY.api().answers(comment, "Sent you a message!", key);
        Answer second = PARLEY.api().answers(comment, "Sent you a message!", key);

        assertThat(first.status()).as(first.body().toString()).isEqualTo(504);
        assertThat(second.status()).as(second.body().toString()).isEqualTo(409);
        assertThat(second.body().path("error").asText()).contains("unknown");
        assertThat(PARLEY.performed(
                        platform, "reply", comment.path("external_id").asText()))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"facebook", "instagram"})
    void theExampleBotPlaysTheFunnel(String platform) {
        Participant jana = PARLEY.participant(platform, "Jana");
        try (ExampleBot _ = PARLEY.exampleBot(platform)) {
            jana.comments("guide, please!");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(jana.hasRead())
                            .singleElement()
                            .asString()
                            .startsWith("Here is the checklist: https://example.com/checklist"));
            jana.writes("A bakery!");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(jana.hasRead())
                            .hasSize(2)
                            .last()
                            .asString()
                            .startsWith("Thanks for telling me!"));
        }
    }

    private static JsonNode told(JsonNode commented) {
        return told(commented.path("external_id").asText());
    }

    private static JsonNode told(String externalId) {
        return PARLEY.audience().waitUntilReceived("comment.created", is(externalId));
    }

    private static Predicate<JsonNode> is(String externalId) {
        return object -> object.path("external_id").asText().equals(externalId);
    }

    private static void awaitRead(Participant person, String... texts) {
        await().atMost(SOON).untilAsserted(() -> assertThat(person.hasRead()).containsExactly(texts));
    }

    private static void awaitParticipant(String chat, String participant) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(PARLEY.api()
                                .chat(chat)
                                .path("participant_external_id")
                                .asText())
                        .isEqualTo(participant));
    }
}
