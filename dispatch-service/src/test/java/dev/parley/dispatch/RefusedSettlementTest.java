package dev.parley.dispatch;

import static dev.parley.dispatch.testing.ScriptedNetwork.answer;
import static dev.parley.dispatch.testing.ScriptedNetwork.deliver;
import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.dispatch.testing.Board;
import dev.parley.dispatch.testing.Board.Seat;
import dev.parley.dispatch.testing.LoopbackPlatform;
import dev.parley.id.MessageId;
import dev.parley.node.IdGenerator;
import dev.parley.platform.PlatformError;
import dev.parley.platform.SendOutcome;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the database refuses to store about a send, the send ends, and the chat goes on. */
@QuarkusTest
class RefusedSettlementTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String NOT_STORED = "The platform's answer could not be stored";

    @Inject
    Board board;

    @Inject
    LoopbackPlatform network;

    @Inject
    IdGenerator ids;

    private Seat seat;

    @BeforeEach
    void open() {
        seat = board.chat(board.profile("loopback"), "loopback");
    }

    @AfterEach
    void accept() {
        board.run("drop trigger if exists refusing on messages", Tuple.tuple());
    }

    @Test
    void anIdThatBelongsToAnotherMessageIsLeftOut() {
        network.script(seat.participant(), answer(sent("twice")), answer(sent("twice")));
        MessageId first = board.accept(seat, "first");
        MessageId second = board.accept(seat, "second");
        assertTheChatGoesOn();

        assertThat(externalId(first)).isEqualTo("twice");
        assertThat(board.status(second)).isEqualTo("published");
        assertThat(externalId(second)).isEmpty();
        assertThat(board.events(seat.chat())).containsExactly("message.sent", "message.sent", "message.sent");
    }

    @Test
    void anIdThatCannotBeStoredIsLeftOut() {
        network.script(seat.participant(), answer(sent("a\0b")), answer(sent(tooLongForAnIndex())));
        MessageId first = board.accept(seat, "first");
        MessageId second = board.accept(seat, "second");
        assertTheChatGoesOn();

        assertThat(board.status(first)).isEqualTo("published");
        assertThat(board.status(second)).isEqualTo("published");
    }

    @Test
    void aTimeThatCannotBeStoredIsLeftOut() {
        network.script(seat.participant(), answer(SendOutcome.Sent.of("timeless-" + seat.chat(), Instant.MAX)));
        MessageId message = board.accept(seat, "first");
        assertTheChatGoesOn();

        assertThat(board.status(message)).isEqualTo("published");
    }

    @Test
    void wordsThatCannotBeStoredAsTheyAreEndTheSendAllTheSame() {
        SendOutcome refused = new SendOutcome.Rejected(PlatformError.of("no\0such user", "1\0"));
        network.script(seat.participant(), answer(refused));
        MessageId message = board.accept(seat, "first");
        assertTheChatGoesOn();

        assertThat(board.status(message)).isEqualTo("failed");
        assertThat(board.text("select error_message from messages where id = $1", message.value()))
                .isEqualTo("nosuch user");
    }

    @Test
    void aWaitThatNoClockCanShowEndsTheSend() {
        SendOutcome never = new SendOutcome.RetryLater(
                Duration.ofMillis(Long.MAX_VALUE), SendOutcome.Scope.CHAT, PlatformError.of("never"));
        network.script(seat.participant(), answer(never));
        MessageId message = board.accept(seat, "first");
        assertTheChatGoesOn();

        assertThat(board.status(message)).isEqualTo("failed");
        assertThat(board.text("select error_message from messages where id = $1", message.value()))
                .isEqualTo(NOT_STORED);
        assertThat(board.text("select outcome_unknown from messages where id = $1", message.value()))
                .isEqualTo("false");
    }

    @Test
    void whatCameTooEarlyAndCannotBeReadHoldsNobody() {
        board.run(
                "insert into early_events (id, chat_id, external_id, kind, payload, expires_at)"
                        + " values ($1, $2, 'x', 'nonsense', '{}', now() + interval '1 hour')",
                Tuple.of(ids.next(), seat.chat().value()));
        MessageId message = board.accept(seat, "first");
        assertTheChatGoesOn();

        assertThat(board.status(message)).isEqualTo("published");
        assertThat(externalId(message)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "21000", "22000", "22001", "22003", "22008", "22021", "22P05", "23000", "23502", "23503", "23505",
                "23514", "23P01", "2F000", "38000", "44000", "54000", "P0001", "XX000", "ZZ999"
            })
    void anyRefusalOfWhatThePlatformSaidIsASendOfUnknownOutcome(String state) {
        refuse(state);
        network.script(seat.participant(), deliver());
        MessageId message = board.accept(seat, "refused " + seat.chat());
        assertTheChatGoesOn();

        assertThat(board.status(message)).isEqualTo("failed");
        assertThat(board.text(
                        "select error_details ->> 'platform_error_message' from messages where id = $1",
                        message.value()))
                .isEqualTo(NOT_STORED);
        assertThat(board.text("select error_details ->> 'postproxy_note' from messages where id = $1", message.value()))
                .contains("outcome is unknown");
        assertThat(board.events(seat.chat())).containsExactly("message.failed", "message.sent");
        assertThat(network.deliveredTo(seat.participant())).hasSize(2);
    }

    /** Makes the database refuse to publish what says that it shall be refused. */
    private void refuse(String state) {
        board.run("""
                create or replace function refuse() returns trigger language plpgsql as $$
                begin
                    raise exception 'refused' using errcode = '%s';
                end $$""".formatted(state), Tuple.tuple());
        board.run("""
                create trigger refusing before update on messages for each row
                when (new.body like 'refused%' and new.status = 'published') execute function refuse()""", Tuple.tuple());
    }

    private void assertTheChatGoesOn() {
        MessageId last = board.accept(seat, "and on");
        await().atMost(SOON).untilAsserted(() -> assertThat(board.status(last)).isEqualTo("published"));
    }

    private String externalId(MessageId message) {
        return board.text("select external_id from messages where id = $1", message.value());
    }

    private static SendOutcome sent(String externalId) {
        return SendOutcome.Sent.of(externalId, Instant.now());
    }

    /** Without repetitions, which PostgreSQL would compress. */
    private static String tooLongForAnIndex() {
        return new Random(1)
                .ints(20_000, 'a', 'z' + 1)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
