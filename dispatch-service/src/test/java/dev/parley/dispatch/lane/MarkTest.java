package dev.parley.dispatch.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.dispatch.testing.Board;
import dev.parley.dispatch.testing.Board.Seat;
import dev.parley.id.MessageId;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A mark may be performed after everybody has stopped waiting for it. */
@QuarkusTest
class MarkTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Inject
    Board board;

    @Inject
    Pool pool;

    @Inject
    LaneConfig config;

    private Lease lease;
    private MessageId message;

    /** Leased to the test for a minute, so that the dispatcher leaves the lane alone. */
    @BeforeEach
    void aLeasedLaneWithOneSend() {
        Seat seat = board.chat(board.profile("loopback"), "loopback");
        lease = Lease.ask(seat.chat(), seat.profile());
        message = board.acceptUnseen(seat, "hello");
        board.run(
                "update chat_lanes set lease_token = $2, lease_until = now() + interval '1 minute' where chat_id = $1",
                Tuple.of(seat.chat().value(), lease.token()));
    }

    @Test
    void aSendIsMarkedOnce() {
        Head head = head();

        assertThat(mayBeCalled(head)).isTrue();
        assertThat(mayBeCalled(head)).isFalse();
        assertThat(board.number("select attempts from messages where id = $1", message.value()))
                .isEqualTo(1);
    }

    @Test
    void aSendThatCountsAnotherAttemptIsLeftAlone() {
        Head head = head();
        board.run("update messages set attempts = 1 where id = $1", Tuple.of(message.value()));

        assertThat(mayBeCalled(head)).isFalse();
        assertThat(board.text("select calling_since from messages where id = $1", message.value()))
                .isEmpty();
    }

    @Test
    void aSendThatIsSettledIsLeftAlone() {
        Head head = head();
        board.run("update messages set status = 'published' where id = $1", Tuple.of(message.value()));

        assertThat(mayBeCalled(head)).isFalse();
    }

    private Head head() {
        return Objects.requireNonNull(HeadStatement.read(pool, List.of(lease.chat()))
                .await()
                .atMost(LIMIT)
                .get(lease.chat()));
    }

    private boolean mayBeCalled(Head head) {
        return new CallStatement(pool, LeaseTerms.of(config))
                .mark(List.of(new CallStatement.Call(lease, head)))
                .await()
                .atMost(LIMIT)
                .getFirst();
    }
}
