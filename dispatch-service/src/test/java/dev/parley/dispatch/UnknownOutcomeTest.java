package dev.parley.dispatch;

import static dev.parley.dispatch.testing.AskablePlatform.answer;
import static dev.parley.dispatch.testing.AskablePlatform.deliver;
import static dev.parley.dispatch.testing.AskablePlatform.deliverBut;
import static dev.parley.dispatch.testing.AskablePlatform.unknown;
import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.dispatch.testing.AskablePlatform;
import dev.parley.dispatch.testing.Board;
import dev.parley.dispatch.testing.Board.Seat;
import dev.parley.dispatch.testing.LoopbackPlatform;
import dev.parley.dispatch.testing.ScriptedNetwork.Delivered;
import dev.parley.id.MessageId;
import dev.parley.id.ProfileId;
import dev.parley.platform.SendOutcome;
import dev.parley.profile.Profile;
import dev.parley.profile.ProfileDirectory;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UnknownOutcomeTest {
    private static final Duration SOON = Duration.ofSeconds(15);

    @Inject
    Board board;

    @Inject
    LoopbackPlatform mute;

    @Inject
    AskablePlatform askable;

    @Inject
    ProfileDirectory profiles;

    @Test
    void aLostAnswerIsFoundByAskingAndNothingIsSentTwice() {
        Seat seat = board.chat(board.profile("askable"), "askable");
        askable.script(seat.participant(), deliverBut(unknown()));
        MessageId message = board.accept(seat, "did it arrive?");
        awaitStatus(message, "published");
        assertThat(askable.deliveredTo(seat.participant())).hasSize(1);
        assertThat(board.text("select external_id from messages where id = $1", message.value()))
                .isEqualTo(askable.deliveredTo(seat.participant()).getFirst().externalId());
        assertThat(board.events(seat.chat())).containsExactly("message.sent");
    }

    @Test
    void whatThePlatformNeverGotIsSentAgain() {
        Seat seat = board.chat(board.profile("askable"), "askable");
        askable.script(seat.participant(), answer(unknown()));
        MessageId message = board.accept(seat, "lost on the way");
        awaitStatus(message, "published");
        assertThat(askable.deliveredTo(seat.participant())).hasSize(1);
        assertThat(board.events(seat.chat())).containsExactly("message.failed_waiting_for_retry", "message.sent");
    }

    @Test
    void whatSaysTheSameAsTheMessageBeforeItIsNotTakenForIt() {
        Seat seat = board.chat(board.profile("askable"), "askable");
        askable.script(seat.participant(), deliver(), answer(unknown()));
        MessageId first = board.accept(seat, "once more");
        MessageId second = board.accept(seat, "once more");
        MessageId third = board.accept(seat, "and on");
        awaitStatus(third, "published");
        assertThat(board.status(first)).isEqualTo("published");
        assertThat(board.status(second)).isEqualTo("published");
        assertThat(askable.deliveredTo(seat.participant()))
                .extracting(Delivered::body)
                .containsExactly("once more", "once more", "and on");
    }

    @Test
    void twoLostAnswersOfTheSameTextAreTwoMessages() {
        Seat seat = board.chat(board.profile("askable"), "askable");
        askable.script(seat.participant(), deliverBut(unknown()), deliverBut(unknown()));
        MessageId first = board.accept(seat, "twice");
        MessageId second = board.accept(seat, "twice");
        awaitStatus(second, "published");
        assertThat(askable.deliveredTo(seat.participant()))
                .extracting(Delivered::externalId)
                .containsExactly(externalId(first), externalId(second));
    }

    private String externalId(MessageId message) {
        return board.text("select external_id from messages where id = $1", message.value());
    }

    @Test
    void aPlatformThatNeverTellsMakesItFailWithANote() {
        Seat seat = board.chat(board.profile("askable"), "askable");
        askable.keepSilentAbout(seat.participant());
        askable.script(seat.participant(), deliverBut(unknown()));
        MessageId message = board.accept(seat, "who knows");
        awaitStatus(message, "failed");
        assertNoted(message);
        assertThat(askable.deliveredTo(seat.participant())).hasSize(1);
    }

    @Test
    void whereThePlatformCannotBeAskedItFailsWithANoteAndTheNextOneGoesOn() {
        Seat seat = board.chat(board.profile("loopback"), "loopback");
        mute.script(seat.participant(), deliverBut(unknown()));
        MessageId message = board.accept(seat, "first");
        MessageId next = board.accept(seat, "second");
        awaitStatus(next, "published");
        assertThat(board.status(message)).isEqualTo("failed");
        assertNoted(message);
        assertThat(mute.deliveredTo(seat.participant())).hasSize(2);
    }

    @Test
    void aProfileMayChooseToSendAgain() {
        ProfileId profile = board.profile("loopback");
        board.run(
                "update profiles set settings = '{\"unknown_outcome\":\"resend\"}', updated_at = now() where id = $1",
                Tuple.of(profile.value()));
        Seat seat = board.chat(profile, "loopback");
        mute.script(seat.participant(), deliverBut(unknown()));
        await().atMost(SOON).until(() -> settingsAreKnown(profile));
        awaitStatus(board.accept(seat, "rather twice"), "published");
        assertThat(mute.deliveredTo(seat.participant())).hasSize(2);
    }

    private boolean settingsAreKnown(ProfileId profile) {
        return profiles.byId(profile).filter(Profile::resendsUnknown).isPresent();
    }

    @Test
    void aCallWhoseOwnerDiedIsAskedFor() {
        Seat seat = board.chat(board.profile("askable"), "askable");
        MessageId message = orphan(seat);
        awaitStatus(message, "published");
        assertThat(askable.deliveredTo(seat.participant())).hasSize(1);
    }

    @Test
    void aCallWhoseOwnerDiedIsNotSentAgainWhereNobodyCanBeAsked() {
        Seat seat = board.chat(board.profile("loopback"), "loopback");
        MessageId message = orphan(seat);
        awaitStatus(message, "failed");
        assertNoted(message);
        assertThat(mute.deliveredTo(seat.participant())).isEmpty();
    }

    @Test
    void anOwnerThatLostItsLaneWritesNothing() {
        Seat seat = board.chat(board.profile("loopback"), "loopback");
        mute.script(seat.participant(), (network, message) -> {
            SendOutcome sent = SendOutcome.Sent.of("late-" + seat.chat(), Instant.now());
            return Uni.createFrom().item(sent).onItem().delayIt().by(Duration.ofSeconds(1));
        });
        MessageId message = board.accept(seat, "taken over in mid-call");
        await().atMost(SOON).until(() -> isCalled(message));
        board.run(
                "update chat_lanes set lease_token = gen_random_uuid(), lease_until = now() + interval '3 seconds',"
                        + " due_at = now() + interval '3 seconds' where chat_id = $1",
                Tuple.of(seat.chat().value()));
        awaitStatus(message, "failed");
        assertNoted(message);
        assertThat(board.text("select external_id from messages where id = $1", message.value()))
                .isEmpty();
        assertThat(board.events(seat.chat())).containsExactly("message.failed");
    }

    private boolean isCalled(MessageId message) {
        return !board.text("select calling_since from messages where id = $1", message.value())
                .isEmpty();
    }

    /** A send that is being called by an owner whose lease ran out. */
    private MessageId orphan(Seat seat) {
        board.run(
                "update chat_lanes set lease_token = gen_random_uuid(), lease_until = now() + interval '1 second',"
                        + " due_at = now() + interval '1 second' where chat_id = $1",
                Tuple.of(seat.chat().value()));
        MessageId message = board.accept(seat, "orphan");
        board.run("update messages set calling_since = now(), attempts = 1 where id = $1", Tuple.of(message.value()));
        return message;
    }

    private void assertNoted(MessageId message) {
        assertThat(board.text("select error_details ->> 'postproxy_note' from messages where id = $1", message.value()))
                .contains("outcome is unknown");
        assertThat(board.text("select outcome_unknown from messages where id = $1", message.value()))
                .isEqualTo("true");
    }

    private void awaitStatus(MessageId message, String status) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(board.status(message)).isEqualTo(status));
    }
}
