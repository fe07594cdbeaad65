package dev.parley.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.parley.dispatch.testing.Board;
import dev.parley.dispatch.testing.Board.Seat;
import dev.parley.dispatch.testing.LoopbackPlatform;
import dev.parley.id.MessageId;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MediaTest {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 'I', 'H', 'D', 'R', 1};
    private static HttpServer files;

    @Inject
    Board board;

    @Inject
    LoopbackPlatform network;

    @BeforeAll
    static void serveFiles() throws IOException {
        files = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        files.createContext("/picture.png", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, PNG.length);
                exchange.getResponseBody().write(PNG);
            }
        });
        files.start();
    }

    @AfterAll
    static void stopServing() {
        files.stop(0);
    }

    @Test
    void aSendGoesWhenItsMediaAreStored() {
        Seat seat = board.chat(board.profile("loopback"), "loopback");
        MessageId message = outbound(seat, "/picture.png");
        awaitStatus(message, "published");
        assertThat(network.deliveredTo(seat.participant()))
                .extracting(LoopbackPlatform.Delivered::body)
                .containsExactly("image:" + PNG.length);
        assertThat(board.text(
                        "select status || ':' || content_type from attachments where message_id = $1", message.value()))
                .isEqualTo("processed:image/png");
    }

    @Test
    void aSendWhoseMediaCannotBeFetchedFailsAndFreesItsLane() {
        Seat seat = board.chat(board.profile("loopback"), "loopback");
        MessageId message = outbound(seat, "/missing.png");
        MessageId next = board.accept(seat, "then");
        awaitStatus(message, "failed");
        awaitStatus(next, "published");
        assertThat(board.text("select error_message from messages where id = $1", message.value()))
                .isEqualTo("The media could not be fetched: the server answered 404");
        assertThat(board.events(seat.chat())).containsExactly("message.failed", "message.sent");
    }

    @Test
    void anInboundMessageIsToldOnceItsMediaAreMirrored() {
        Seat seat = board.chat(board.profile("loopback"), "loopback");
        MessageId message = inbound(seat, "{\"bytes\":\"hello\"}");
        await().atMost(SOON).until(() -> board.events(seat.chat()).equals(List.of("message.received")));
        assertThat(board.text(
                        "select a.status || ':' || a.byte_size || ':' || (a.url like '%/media/' || a.media_key)"
                                + " from attachments a join media f on f.media_key = a.media_key where a.message_id = $1",
                        message.value()))
                .isEqualTo("processed:5:true");
    }

    @Test
    void mediaThatAreGoneFailTheAttachmentAndNeverTheMessage() {
        Seat seat = board.chat(board.profile("loopback"), "loopback");
        MessageId message = inbound(seat, "{}");
        await().atMost(SOON).until(() -> board.events(seat.chat()).equals(List.of("message.received")));
        assertThat(board.text("select status || ':' || error from attachments where message_id = $1", message.value()))
                .isEqualTo("failed:the file is gone");
        assertThat(board.status(message)).isEqualTo("received");
    }

    private MessageId outbound(Seat seat, String path) {
        MessageId message = new MessageId(newId(seat));
        String url = "http://127.0.0.1:" + files.getAddress().getPort() + path;
        board.run("""
                with lane as (update chat_lanes set next_send = next_send + 1 where chat_id = $2
                              returning next_send - 1 as number, profile_id),
                     attachment as (insert into attachments (id, message_id, type, url, status)
                                    values ($1, $1, 'image', $3, 'pending')),
                     job as (insert into platform_jobs (id, kind, priority, profile_id, chat_id, message_id)
                             select $1, 'fetch_outbound_media', 1, profile_id, $2, $1 from lane)
                insert into messages (id, chat_id, profile_id, direction, status, send_number, waits_for_media)
                select $1, $2, profile_id, 'outbound', 'pending', number, true from lane""", Tuple.of(message.value(), seat.chat().value(), url));
        return message;
    }

    private MessageId inbound(Seat seat, String source) {
        MessageId message = new MessageId(newId(seat));
        board.run(
                """
                with attachment as (insert into attachments (id, message_id, type, source, status)
                                    values ($1, $1, 'file', $4::text::jsonb, 'pending')),
                     job as (insert into platform_jobs (id, kind, priority, profile_id, chat_id, message_id)
                             values ($1, 'mirror_media', 1, $3, $2, $1))
                insert into messages (id, chat_id, profile_id, direction, status, external_id, announce_at)
                values ($1, $2, $3, 'inbound', 'received', 'x1', now() + interval '1 minute')""",
                Tuple.of(message.value(), seat.chat().value(), seat.profile().value(), source));
        return message;
    }

    private long newId(Seat seat) {
        return board.seat(seat.profile()).chat().value();
    }

    private void awaitStatus(MessageId message, String status) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(board.status(message)).isEqualTo(status));
    }
}
