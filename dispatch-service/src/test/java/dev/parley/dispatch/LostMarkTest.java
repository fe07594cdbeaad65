package dev.parley.dispatch;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.dispatch.testing.Board;
import dev.parley.dispatch.testing.Board.Seat;
import dev.parley.dispatch.testing.LoopbackPlatform;
import dev.parley.id.MessageId;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The database goes away between the claim of a lane and the call. */
@QuarkusTest
class LostMarkTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String WAITING_MARKS = " from pg_stat_activity where wait_event_type = 'Lock'"
            + " and query like 'update messages m set calling_since%'";

    @Inject
    Board board;

    @Inject
    Pool pool;

    @Inject
    LoopbackPlatform network;

    @Test
    void aSendWhoseMarkWasLostIsSentOnceAndBeforeTheLeaseIsOver() {
        Seat seat = board.chat(board.profile("loopback"), "loopback");
        MessageId message = board.acceptUnseen(seat, "hello");
        SqlConnection holder = pool.getConnection().await().atMost(LIMIT);
        run(holder, "begin");
        run(holder, "select from messages where id = " + message.value() + " for update");
        board.run(
                "update chat_lanes set due_at = now() where chat_id = $1",
                Tuple.of(seat.chat().value()));

        await().atMost(LIMIT).until(() -> board.number("select count(*)" + WAITING_MARKS) == 1);
        String leasedUntil = board.text(
                "select lease_until from chat_lanes where chat_id = $1",
                seat.chat().value());
        board.text("select pg_terminate_backend(pid)" + WAITING_MARKS);
        run(holder, "commit");
        holder.close().await().atMost(LIMIT);

        await().atMost(LIMIT).until(() -> board.status(message).equals("published"));
        assertThat(network.deliveredTo(seat.participant())).hasSize(1);
        assertThat(board.text(
                        "select external_posted_at < $2::text::timestamptz and attempts = 2 from messages where id = $1",
                        message.value(),
                        leasedUntil))
                .isEqualTo("true");
    }

    private static void run(SqlConnection connection, String statement) {
        connection.query(statement).execute().await().atMost(LIMIT);
    }
}
