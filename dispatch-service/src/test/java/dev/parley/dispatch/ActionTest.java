package dev.parley.dispatch;

import static dev.parley.testing.Waiting.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.parley.dispatch.testing.Board;
import dev.parley.dispatch.testing.Board.Seat;
import dev.parley.dispatch.testing.LoopbackPlatform;
import dev.parley.id.MessageId;
import dev.parley.internal.InternalApi;
import dev.parley.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ActionTest {
    private static final Duration SOON = Duration.ofSeconds(15);

    @Inject
    Board board;

    @Inject
    LoopbackPlatform network;

    @ConfigProperty(name = "parley.internal.secret")
    String secret;

    @Test
    void anEditChangesTheMessageAndIsTold() {
        Seat seat = board.chat(board.profile("loopback"), "loopback");
        MessageId message = published(seat);
        internal()
                .body("{\"body\":\"better\",\"reply_markup\":{}}")
                .patch("/internal/messages/" + message)
                .then()
                .body("status", equalTo(200));
        assertThat(board.text("select body from messages where id = $1", message.value()))
                .isEqualTo("better");
        assertThat(board.text("select external_edited_at is not null from messages where id = $1", message.value()))
                .isEqualTo("true");
        assertThat(board.events(seat.chat())).containsExactly("message.sent", "message.edited");
    }

    @Test
    void aRefusedEditChangesNothing() {
        Seat seat = board.chat(board.profile("loopback"), "loopback");
        MessageId message = published(seat);
        internal()
                .body("{\"body\":\"hello\"}")
                .patch("/internal/messages/" + message)
                .then()
                .body("status", equalTo(422))
                .body("error", equalTo("Bad Request: message is not modified"));
        assertThat(board.events(seat.chat())).containsExactly("message.sent");
    }

    @Test
    void aPlatformThatDoesNotAnswerInTimeIsNoHangAndChangesNothingHere() {
        Seat seat = board.chat(board.profile("loopback"), "loopback");
        MessageId message = published(seat);
        edit(message, LoopbackPlatform.UNANSWERED)
                .body("status", equalTo(504))
                .body("error", startsWith("The platform did not answer in time"));
        assertThat(board.text("select body from messages where id = $1", message.value()))
                .isEqualTo("hello");
        assertThat(board.events(seat.chat())).containsExactly("message.sent");
    }

    @Test
    void aPlatformThatIsAwayIsSaidToBe() {
        MessageId message = published(board.chat(board.profile("loopback"), "loopback"));
        edit(message, LoopbackPlatform.NOBODY_HOME).body("status", equalTo(503)).body("error", equalTo("Bad Gateway"));
    }

    @Test
    void anActionThatMayHaveBeenDoneIsSaidToBeOpen() {
        MessageId message = published(board.chat(board.profile("loopback"), "loopback"));
        edit(message, LoopbackPlatform.PERHAPS)
                .body("status", equalTo(504))
                .body("error", equalTo("Bad Gateway; the action may or may not have been performed"));
    }

    @Test
    void anActionThatWasDoneAndCouldNotBeWrittenDownIsNotSaidToHaveFailed() {
        MessageId message = published(board.chat(board.profile("loopback"), "loopback"));
        String fault = "fault_" + message.value();
        board.run(
                "create function " + fault + "() returns trigger language plpgsql as $$ begin"
                        + " raise exception 'cannot be stored' using errcode = '22021'; end $$",
                Tuple.tuple());
        board.run(
                "create trigger " + fault + " before update on messages for each row when (new.id = " + message.value()
                        + ") execute function " + fault + "()",
                Tuple.tuple());
        try {
            edit(message, "better")
                    .body("status", equalTo(504))
                    .body("error", equalTo("The action was performed, but what it changed could not be stored"));
        } finally {
            board.run("drop function " + fault + " cascade", Tuple.tuple());
        }
    }

    private ValidatableResponse edit(MessageId message, String body) {
        return internal()
                .body(Json.object().put("body", body).toString())
                .patch("/internal/messages/" + message)
                .then();
    }

    @Test
    void aReactionReplacesTheEarlierOneAndIsTakenBackOnce() {
        Seat seat = board.chat(board.profile("loopback"), "loopback");
        MessageId message = published(seat);
        String path = "/internal/messages/" + message + "/reaction";
        internal().body("{\"reaction\":\"like\"}").post(path).then().body("status", equalTo(200));
        internal()
                .body("{\"reaction\":\"wow\",\"emoji\":\"😮\"}")
                .post(path)
                .then()
                .body("status", equalTo(200));
        assertThat(board.text(
                        "select jsonb_array_length(reactions) || ':' || (reactions -> 0 ->> 'reaction') || ':'"
                                + " || (reactions -> 0 ->> 'sender_external_id') from messages where id = $1",
                        message.value()))
                .isEqualTo("1:wow:account-" + seat.profile().value());
        internal().delete(path).then().body("status", equalTo(200));
        internal().delete(path).then().body("status", equalTo(200));
        assertThat(board.text("select reactions::text from messages where id = $1", message.value()))
                .isEqualTo("[]");
        assertThat(board.events(seat.chat()))
                .containsExactly("message.sent", "reaction.received", "reaction.received", "reaction.received");
    }

    @Test
    void archivingMarksTheChatAndLearnsItsConversation() {
        Seat seat = board.chat(board.profile("loopback"), "loopback");
        internal()
                .body("{\"archived\":true}")
                .post("/internal/chats/" + seat.chat() + "/archived")
                .then()
                .body("status", equalTo(200));
        assertThat(board.text(
                        "select archived || ':' || (metadata ->> 'muted') || ':' || external_conversation_id"
                                + " from chats where id = $1",
                        seat.chat().value()))
                .isEqualTo("true:true:c-" + seat.participant());
    }

    @Test
    void theFirstWordIsRefusedOnlyInThePlatformsWords() {
        Seat seat = board.chat(board.profile("loopback"), "loopback");
        String path = "/internal/chats/" + seat.chat() + "/cold_send_check";
        internal().post(path).then().body("status", equalTo(200));
        board.run(
                "update chats set participant_external_id = $2 where id = $1",
                Tuple.of(seat.chat().value(), "stranger-" + seat.chat()));
        internal().post(path).then().body("status", equalTo(422)).body("error", equalTo("Forbidden: they never wrote"));
    }

    @Test
    void aDisconnectedProfileActsNoMore() {
        Seat seat = board.chat(board.profile("loopback"), "loopback");
        MessageId message = published(seat);
        board.run(
                "update profiles set status = 'expired', expired_at = now(), updated_at = now() where id = $1",
                Tuple.of(seat.profile().value()));
        internal()
                .body("{\"body\":\"better\"}")
                .patch("/internal/messages/" + message)
                .then()
                .body("status", equalTo(422))
                .body("error", equalTo("Profile is disconnected"));
    }

    @Test
    void jobsAreDoneAndGone() {
        Seat seat = board.chat(board.profile("loopback"), "loopback");
        board.job(seat, "acknowledge", "{\"tap\":\"" + seat.chat() + "\"}", "now() + interval '1 minute'");
        board.job(seat, "look_up_participant", "{}", "null");
        await().atMost(SOON).until(() -> jobs(seat) == 0);
        assertThat(network.acts()).contains("acknowledge " + seat.chat());
        assertThat(board.text(
                        "select participant_name || ':' || (metadata ->> 'language_code') || ':'"
                                + " || (metadata ->> 'participant_fetched_at' ~ '^[0-9-]{10}T[0-9:]{8}Z$') from chats where id = $1",
                        seat.chat().value()))
                .isEqualTo("Mara:de:true");
    }

    @Test
    void anExpiredJobIsDroppedUndone() {
        Seat seat = board.chat(board.profile("loopback"), "loopback");
        board.job(seat, "acknowledge", "{\"tap\":\"late " + seat.chat() + "\"}", "now() - interval '1 second'");
        await().atMost(SOON).until(() -> jobs(seat) == 0);
        assertThat(network.acts()).doesNotContain("acknowledge late " + seat.chat());
    }

    private long jobs(Seat seat) {
        return board.number(
                "select count(*) from platform_jobs where chat_id = $1",
                seat.chat().value());
    }

    private MessageId published(Seat seat) {
        MessageId message = board.accept(seat, "hello");
        await().atMost(SOON).until(() -> board.status(message).equals("published"));
        return message;
    }

    private RequestSpecification internal() {
        return given().header(InternalApi.SECRET_HEADER, secret).contentType("application/json");
    }
}
