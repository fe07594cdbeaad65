package dev.parley.dispatch;

import static dev.parley.dispatch.testing.LoopbackPlatform.never;
import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.dispatch.testing.Board;
import dev.parley.dispatch.testing.Board.Seat;
import dev.parley.dispatch.testing.LoopbackPlatform;
import dev.parley.id.MessageId;
import dev.parley.id.ProfileId;
import dev.parley.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/**
 * What hangs, hangs alone. Others are timed against the deadline of the hanging call: who had to wait for such a call,
 * or for its slot, would be that late.
 */
@QuarkusTest
class IsolationTest {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final int OTHERS = 50;

    @Inject
    Board board;

    @Inject
    LoopbackPlatform network;

    @ConfigProperty(name = "parley.dispatch.call-deadline")
    Duration callDeadline;

    @ConfigProperty(name = "parley.dispatch.slots")
    int slots;

    private record Sent(Seat seat, MessageId message, Instant accepted) {}

    @Test
    void aChatThatHangsDelaysNoOtherOfItsProfile() {
        ProfileId profile = board.profile("loopback");
        Sent hanging = hang(profile);
        await().atMost(SOON).until(() -> isCalled(hanging));
        List<Sent> others = sendToOthers(profile);
        assertThat(lateness(others)).allSatisfy(late -> assertThat(late).isLessThan(callDeadline));
    }

    @Test
    void aProfileThatHangsInMoreChatsThanThereAreSlotsDelaysNoOther() {
        ProfileId stuck = board.profile("loopback");
        List<Sent> hanging =
                IntStream.range(0, slots + 50).mapToObj(i -> hang(stuck)).toList();
        await().atMost(SOON).until(() -> hanging.stream().filter(this::isCalled).count() > slots / 4);
        List<Sent> others = sendToOthers(board.profile("loopback"));
        assertThat(lateness(others)).allSatisfy(late -> assertThat(late).isLessThan(callDeadline));
        assertThat(hanging)
                .as("still hanging")
                .anyMatch(send -> board.status(send.message).equals("pending"));
    }

    @Test
    void aTapIsAcknowledgedThoughMoreLookUpsHangThanThereAreSlots() {
        Seat seat = board.chat(board.profile("loopback"), "loopback");
        board.run(
                "update chats set participant_external_id = 'hermit-' || id where id = $1",
                Tuple.of(seat.chat().value()));
        for (int i = 0; i < 100; i++) {
            board.job(seat, "look_up_participant", "{}", "null");
        }
        await().atMost(SOON)
                .until(() -> board.number(
                                "select count(*) from platform_jobs where chat_id = $1 and attempts > 0",
                                seat.chat().value())
                        > 0);
        String tap = "urgent " + seat.chat();
        board.job(seat, "acknowledge", Json.object().put("tap", tap).toString(), "null");
        await().atMost(SOON).until(() -> network.acts().contains("acknowledge " + tap));
        assertThat(board.number(
                        "select count(*) from platform_jobs where chat_id = $1 and kind = 'look_up_participant'",
                        seat.chat().value()))
                .as("look-ups that still hang")
                .isEqualTo(100);
        board.run(
                "delete from platform_jobs where chat_id = $1",
                Tuple.of(seat.chat().value()));
    }

    private Sent hang(ProfileId profile) {
        Seat seat = board.chat(profile, "loopback");
        network.script(seat.participant(), never());
        return send(seat);
    }

    private List<Sent> sendToOthers(ProfileId profile) {
        List<Seat> seats = IntStream.range(0, OTHERS)
                .mapToObj(i -> board.chat(profile, "loopback"))
                .toList();
        List<Sent> sent = new ArrayList<>();
        seats.forEach(seat -> sent.add(send(seat)));
        return sent;
    }

    private Sent send(Seat seat) {
        Instant accepted = Instant.now();
        return new Sent(seat, board.accept(seat, "hello"), accepted);
    }

    private boolean isCalled(Sent send) {
        return !board.text("select calling_since from messages where id = $1", send.message.value())
                .isEmpty();
    }

    /** How long after it was accepted each send reached its participant. */
    private List<Duration> lateness(List<Sent> sends) {
        return sends.stream().map(this::lateness).toList();
    }

    private Duration lateness(Sent send) {
        String participant = send.seat.participant();
        await().atMost(SOON).until(() -> !network.deliveredTo(participant).isEmpty());
        return Duration.between(
                send.accepted, network.deliveredTo(participant).getFirst().at());
    }
}
