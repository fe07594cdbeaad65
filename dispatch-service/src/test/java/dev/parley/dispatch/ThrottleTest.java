package dev.parley.dispatch;

import static dev.parley.dispatch.testing.PacedNetwork.answer;
import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.dispatch.testing.Board;
import dev.parley.dispatch.testing.Board.Seat;
import dev.parley.dispatch.testing.DialogPlatform;
import dev.parley.dispatch.testing.PacedNetwork;
import dev.parley.id.MessageId;
import dev.parley.id.ProfileId;
import dev.parley.platform.PlatformError;
import dev.parley.platform.SendOutcome;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ThrottleTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int PER_SECOND = 20;
    private static final int SLICE = 5;

    @Inject
    Board board;

    @Inject
    PacedNetwork network;

    @Inject
    DialogPlatform dialog;

    @Test
    void aProfileKeepsItsRateAndHoldsNoOther() {
        ProfileId busy = board.profile("paced");
        List<Seat> seats = new ArrayList<>();
        List<MessageId> messages = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Seat seat = board.chat(busy, "paced");
            seats.add(seat);
            messages.add(board.accept(seat, "one of many"));
        }
        MessageId other = board.accept(board.chat(board.profile("paced"), "paced"), "alone");
        awaitPublished(other);
        assertThat(messages).anyMatch(message -> board.status(message).equals("pending"));
        messages.forEach(this::awaitPublished);

        List<Instant> times = seats.stream()
                .map(seat -> network.deliveredTo(seat.participant()).getFirst().at())
                .sorted()
                .toList();
        for (int i = PER_SECOND + 2 * SLICE; i < times.size(); i++) {
            Duration apart = Duration.between(times.get(i - PER_SECOND - 2 * SLICE), times.get(i));
            assertThat(apart).isGreaterThan(Duration.ofMillis(999));
        }
    }

    @Test
    void aPauseThatThePlatformAsksForHoldsTheWholeProfileEverywhere() {
        ProfileId profile = board.profile("paced");
        Seat first = board.chat(profile, "paced");
        SendOutcome tooFast = new SendOutcome.RetryLater(
                Duration.ofSeconds(2), SendOutcome.Scope.PROFILE, PlatformError.of("Too Many Requests", "429"));
        network.script(first.participant(), answer(tooFast));
        MessageId refused = board.accept(first, "too fast");
        await().atMost(SOON).until(() -> board.status(refused).equals("failed_waiting_for_retry"));
        Instant told = Instant.now();
        Seat second = board.chat(profile, "paced");
        MessageId held = board.accept(second, "waits too");
        awaitPublished(held);
        awaitPublished(refused);
        assertThat(network.deliveredTo(second.participant()).getFirst().at()).isAfter(told.plusMillis(1_000));
        assertThat(board.number("select count(*) from budgets where scope = $1", "profile:" + profile))
                .isEqualTo(1);
    }

    @Test
    void anAllowanceThatIsUsedUpPausesTheProfileThoughTheSendWentThrough() {
        ProfileId profile = board.profile("dialog");
        dialog.asksForPause("account-" + profile.value(), Duration.ofSeconds(2));
        Seat first = board.chat(profile, "dialog");
        awaitPublished(board.accept(first, "the last one for now"));
        Instant told = dialog.deliveredTo(first.participant()).getFirst().at();

        Seat second = board.chat(profile, "dialog");
        awaitPublished(board.accept(second, "waits"));

        assertThat(dialog.deliveredTo(second.participant()).getFirst().at()).isAfter(told.plusMillis(1_500));
        assertThat(board.number(
                        "select count(*) from budgets where scope = $1 and next_at > $2",
                        "profile:" + profile,
                        told.plusMillis(1_500).atOffset(ZoneOffset.UTC)))
                .isEqualTo(1);
    }

    @Test
    void aRefusalOfTheWholeProfileWithoutATimeHoldsItAsLongAsTheRefusedSend() {
        ProfileId profile = board.profile("dialog");
        Seat seat = board.chat(profile, "dialog");
        dialog.script(
                seat.participant(),
                answer(new SendOutcome.RetryLater(
                        null, SendOutcome.Scope.PROFILE, PlatformError.of("Too many calls", "4"))));
        awaitPublished(board.accept(seat, "refused at first"));

        assertThat(board.number("select count(*) from budgets where scope = $1", "profile:" + profile))
                .isEqualTo(1);
    }

    @Test
    void aChatThatMustBeQuietIsLeftAloneThoughItsLaneIsDue() {
        Seat seat = board.chat(board.profile("paced"), "paced");
        board.run(
                "update chat_lanes set quiet_until = now() + interval '2 seconds' where chat_id = $1",
                Tuple.of(seat.chat().value()));
        Instant told = Instant.now();
        awaitPublished(board.accept(seat, "not yet"));
        assertThat(network.deliveredTo(seat.participant()).getFirst().at()).isAfter(told.plusMillis(1_000));
    }

    private void awaitPublished(MessageId message) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(board.status(message)).isEqualTo("published"));
    }
}
