package dev.parley.dispatch;

import static dev.parley.dispatch.testing.LoopbackPlatform.answer;
import static dev.parley.dispatch.testing.LoopbackPlatform.deliver;
import static dev.parley.dispatch.testing.LoopbackPlatform.never;
import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.dispatch.testing.Board;
import dev.parley.dispatch.testing.Board.Seat;
import dev.parley.dispatch.testing.LoopbackPlatform;
import dev.parley.id.MessageId;
import dev.parley.json.Json;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.PlatformError;
import dev.parley.platform.SendOutcome;
import dev.parley.testing.EmbeddedInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(EmbeddedInfrastructure.class)
class SendingTest {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final SendOutcome BUSY =
            new SendOutcome.RetryLater(null, SendOutcome.Scope.CHAT, PlatformError.of("Too busy", "503"));

    @Inject
    Board board;

    @Inject
    LoopbackPlatform network;

    @Test
    void aCommandWithoutRowsMakesThemAndIsSent() {
        Seat seat = board.seat(board.profile("loopback"));
        MessageId message = board.command(seat, "hello");
        awaitStatus(message, "published");
        assertThat(network.deliveredTo(seat.participant())).hasSize(1);
        assertThat(board.text("select external_id from messages where id = $1", message.value()))
                .isEqualTo(network.deliveredTo(seat.participant()).getFirst().externalId());
        assertThat(board.events(seat.chat())).containsExactly("message.sent");
        assertThat(board.text(
                        "select last_outbound_at is not null from chats where id = $1",
                        seat.chat().value()))
                .isEqualTo("true");
    }

    @Test
    void aSendWhosePublicationWasLostIsFoundByTheScan() {
        Seat seat = board.chat(board.profile("loopback"), "loopback");
        awaitStatus(board.accept(seat, "nobody told you"), "published");
    }

    @Test
    void sendsOfAChatKeepTheirOrderAndLeaveNothingDue() {
        Seat seat = board.chat(board.profile("loopback"), "loopback");
        List<MessageId> messages = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            messages.add(board.accept(seat, "number " + i));
        }
        awaitStatus(messages.getLast(), "published");
        assertThat(bodies(seat))
                .isEqualTo(IntStream.range(0, 20).mapToObj(i -> "number " + i).toList());
        await().atMost(SOON)
                .until(() -> board.text(
                                "select due_at from chat_lanes where chat_id = $1",
                                seat.chat().value())
                        .isEmpty());
        assertThat(board.events(seat.chat())).hasSize(20).containsOnly("message.sent");
    }

    @Test
    void aDuplicateCommandIsWithoutEffect() {
        Seat seat = board.seat(board.profile("loopback"));
        MessageId message = board.command(seat, "once");
        awaitStatus(message, "published");
        board.publish(board.commandFor(seat, message, "once"));
        MessageId next = board.command(seat, "then");
        awaitStatus(next, "published");
        assertThat(bodies(seat)).containsExactly("once", "then");
    }

    @Test
    void aFailedAttemptIsToldAndRepeatedAndHoldsTheLaterSendsOfItsChat() {
        Seat seat = board.chat(board.profile("loopback"), "loopback");
        network.script(seat.participant(), answer(BUSY), answer(BUSY), deliver());
        MessageId first = board.accept(seat, "first");
        MessageId second = board.accept(seat, "second");
        awaitStatus(second, "published");
        assertThat(board.status(first)).isEqualTo("published");
        assertThat(bodies(seat)).containsExactly("first", "second");
        assertThat(board.events(seat.chat()))
                .containsExactly(
                        "message.failed_waiting_for_retry",
                        "message.failed_waiting_for_retry",
                        "message.sent",
                        "message.sent");
        assertThat(board.text("select error_message from messages where id = $1", first.value()))
                .isEmpty();
    }

    @Test
    void whenTheScheduleIsUsedUpTheSendHasFailedAndTheLaneIsFree() {
        Seat seat = board.chat(board.profile("loopback"), "loopback");
        network.script(seat.participant(), answer(BUSY), answer(BUSY), answer(BUSY), answer(BUSY));
        MessageId first = board.accept(seat, "first");
        MessageId second = board.accept(seat, "second");
        awaitStatus(second, "published");
        assertThat(board.status(first)).isEqualTo("failed");
        assertThat(board.text("select error_message from messages where id = $1", first.value()))
                .isEqualTo("Too busy");
        assertThat(board.number("select attempts from messages where id = $1", first.value()))
                .isEqualTo(4);
    }

    @Test
    void aRefusalFailsAtOnceWithThePlatformsWords() {
        Seat seat = board.chat(board.profile("loopback"), "loopback");
        network.script(
                seat.participant(),
                answer(new SendOutcome.Rejected(PlatformError.of("Forbidden: bot was blocked by the user", "403"))));
        MessageId message = board.accept(seat, "hello?");
        awaitStatus(message, "failed");
        assertThat(board.text(
                        "select error_details ->> 'platform_error_code' from messages where id = $1", message.value()))
                .isEqualTo("403");
        assertThat(board.events(seat.chat())).containsExactly("message.failed");
    }

    @Test
    void aStuckChatHoldsNobodyElse() {
        var profile = board.profile("loopback");
        Seat stuck = board.chat(profile, "loopback");
        network.script(stuck.participant(), never());
        MessageId hanging = board.accept(stuck, "hangs");
        Seat other = board.chat(profile, "loopback");
        awaitStatus(board.accept(other, "passes"), "published");
        awaitStatus(hanging, "failed");
        assertThat(board.text("select error_details ->> 'postproxy_note' from messages where id = $1", hanging.value()))
                .contains("outcome is unknown");
    }

    @Test
    void aSendWaitsForItsMediaAndTheLaterOnesForIt() {
        Seat seat = board.chat(board.profile("loopback"), "loopback");
        MessageId first = new MessageId(board.number(
                "select $1::bigint", board.seat(seat.profile()).chat().value()));
        board.run("""
                with lane as (update chat_lanes set next_send = 2 where chat_id = $2 returning profile_id)
                insert into messages (id, chat_id, profile_id, direction, status, send_number, waits_for_media)
                select $1, $2, profile_id, 'outbound', 'pending', 1, true from lane""", Tuple.of(first.value(), seat.chat().value()));
        MessageId second = board.accept(seat, "after the picture");
        await().atMost(SOON)
                .until(() -> board.text(
                                "select due_at from chat_lanes where chat_id = $1",
                                seat.chat().value())
                        .isEmpty());
        assertThat(board.status(second)).isEqualTo("pending");
        board.run("update messages set waits_for_media = false where id = $1", Tuple.of(first.value()));
        board.run(
                "update chat_lanes set due_at = now() where chat_id = $1",
                Tuple.of(seat.chat().value()));
        awaitStatus(second, "published");
        assertThat(bodies(seat)).containsExactly("", "after the picture");
    }

    @Test
    void aReceiptThatCameBeforeThePlatformsAnswerIsToldAfterTheSend() {
        Seat seat = board.chat(board.profile("loopback"), "loopback");
        board.run(
                "update chats set delivered_until = now() + interval '1 hour' where id = $1",
                Tuple.of(seat.chat().value()));
        MessageId message = board.accept(seat, "quick");
        awaitStatus(message, "published");
        assertThat(board.events(seat.chat())).containsExactly("message.sent", "message.delivered");
        assertThat(board.text("select external_delivered_at is not null from messages where id = $1", message.value()))
                .isEqualTo("true");
    }

    @Test
    void aSendThatWasStoredAsSomebodyElsesIsOneMessageAndCountedOnce() {
        Seat seat = board.chat(board.profile("loopback"), "loopback");
        board.foreignEcho(seat, "ext-7", "hello");
        network.script(seat.participant(), answer(SendOutcome.Sent.of("ext-7", Instant.now())));
        awaitStatus(board.accept(seat, "hello"), "published");
        assertThat(board.number(
                        "select count(*) from messages where chat_id = $1",
                        seat.chat().value()))
                .isEqualTo(1);
        assertThat(board.number(
                        "select message_count from chat_lanes where chat_id = $1",
                        seat.chat().value()))
                .isEqualTo(1);
    }

    @Test
    void aReplyCarriesWhatThePlatformNotedAboutItsOriginal() {
        Seat seat = board.chat(board.profile("loopback"), "loopback");
        board.foreignEcho(seat, "ext-8", "which one?");
        board.run(
                "update messages set platform_data = '{\"topic\":42}' where chat_id = $1",
                Tuple.of(seat.chat().value()));
        AtomicReference<OutboundMessage.Original> original = new AtomicReference<>();
        network.script(seat.participant(), (played, message) -> {
            original.set(message.replyTo());
            return deliver().play(played, message);
        });
        board.run(
                "update chat_lanes set quiet_until = now() + interval '1 second' where chat_id = $1",
                Tuple.of(seat.chat().value()));
        MessageId reply = board.accept(seat, "the blue one");
        board.run("update messages set reply_to_external_id = 'ext-8' where id = $1", Tuple.of(reply.value()));
        awaitStatus(reply, "published");
        assertThat(original.get()).isEqualTo(new OutboundMessage.Original("ext-8", Json.read("{\"topic\":42}")));
    }

    private List<String> bodies(Seat seat) {
        return network.deliveredTo(seat.participant()).stream()
                .map(LoopbackPlatform.Delivered::body)
                .toList();
    }

    private void awaitStatus(MessageId message, String status) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(board.status(message)).isEqualTo(status));
    }
}
