package dev.parley.dispatch;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.dispatch.testing.Board;
import dev.parley.dispatch.testing.Board.Seat;
import dev.parley.dispatch.testing.FileHost;
import dev.parley.dispatch.testing.LoopbackPlatform;
import dev.parley.dispatch.testing.MediaBoard;
import dev.parley.id.MessageId;
import dev.parley.media.MediaStore;
import dev.parley.media.NewMedia;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@QuarkusTest
class MediaTest {
    private static final Duration SOON = Duration.ofSeconds(15);

    @RegisterExtension
    static final FileHost host = new FileHost();

    @Inject
    Board board;

    @Inject
    MediaBoard media;

    @Inject
    MediaStore store;

    @Inject
    NewMedia newMedia;

    @Inject
    LoopbackPlatform network;

    private Seat seat;

    @BeforeEach
    void sit() {
        seat = board.chat(board.profile("loopback"), "loopback");
    }

    @Test
    void aSendGoesWhenItsMediaAreStored() {
        MessageId message = media.outbound(seat, host.url("/picture.png"));
        awaitStatus(message, "published");
        assertThat(network.deliveredTo(seat.participant()))
                .extracting(LoopbackPlatform.Delivered::body)
                .containsExactly("image:" + FileHost.PNG.length);
        assertThat(media.attachment(message)).isEqualTo("processed:image/png");
    }

    @Test
    void aHostThatIsBusyIsAskedAgain() {
        MessageId message = media.outbound(seat, host.url("/late.png"));
        awaitStatus(message, "published");
        assertThat(host.asked("/late.png")).isEqualTo(2);
    }

    @Test
    void aStoreThatIsAwayHoldsMediaAndNothingElse() {
        Seat talk = board.chat(seat.profile(), "loopback");
        media.storeGoesAway();
        MessageId picture = media.outbound(seat, host.url("/picture.png"));
        MessageId received = media.inbound(talk, "{\"bytes\":\"hello\"}");
        try {
            awaitStatus(board.accept(talk, "just words"), "published");
            await().atMost(SOON)
                    .until(() -> board.number(
                                    "select coalesce(sum(attempts), 0) from platform_jobs where message_id in ($1, $2)",
                                    picture.value(),
                                    received.value())
                            >= 2);
            assertThat(board.status(picture)).isEqualTo("pending");
        } finally {
            media.storeComesBack();
        }
        awaitStatus(picture, "published");
        await().atMost(SOON).until(() -> media.attachment(received).startsWith("processed"));
    }

    @Test
    void aSendWhoseMediaCannotBeFetchedFailsAndFreesItsLane() {
        MessageId message = media.outbound(seat, host.url("/missing.png"));
        MessageId next = board.accept(seat, "then");
        awaitStatus(message, "failed");
        awaitStatus(next, "published");
        assertThat(board.text("select error_message from messages where id = $1", message.value()))
                .isEqualTo("The media could not be fetched: the server answered 404");
        assertThat(board.events(seat.chat())).containsExactly("message.failed", "message.sent");
    }

    @Test
    void anInboundMessageIsToldOnceItsMediaAreMirrored() {
        MessageId message = media.inbound(seat, "{\"bytes\":\"hello\"}");
        awaitReceived();
        assertThat(board.text(
                        "select a.status || ':' || a.byte_size || ':' || (a.url like '%/media/' || a.media_key)"
                                + " from attachments a join media f on f.media_key = a.media_key where a.message_id = $1",
                        message.value()))
                .isEqualTo("processed:5:true");
    }

    @Test
    void eachOfSeveralAttachmentsIsMirrored() {
        MessageId message = media.inbound(seat, "{\"bytes\":\"one\"}", "{\"bytes\":\"two!\"}", "{\"bytes\":\"three\"}");
        awaitReceived();
        assertThat(board.text(
                        "select string_agg(status || byte_size, ' ' order by byte_size) from attachments"
                                + " where message_id = $1",
                        message.value()))
                .isEqualTo("processed3 processed4 processed5");
    }

    @Test
    void mediaThatAreGoneFailTheAttachmentAndNeverTheMessage() {
        MessageId message = media.inbound(seat, "{}");
        awaitReceived();
        assertThat(media.attachment(message)).isEqualTo("failed:the file is gone");
        assertThat(board.status(message)).isEqualTo("received");
    }

    @Test
    void mediaThatNeverComeFailTheAttachmentAndNeverTheMessage() {
        MessageId message = media.inbound(seat, "{\"bytes\":\"x\",\"never\":true}");
        board.run("update platform_jobs set attempts = 9 where message_id = $1", Tuple.of(message.value()));
        awaitReceived();
        assertThat(media.attachment(message)).isEqualTo("failed:no answer in time");
        assertThat(board.status(message)).isEqualTo("received");
    }

    @Test
    void anEmptyFileFailsItsAttachmentAlone() {
        MessageId message = media.inbound(seat, "{\"bytes\":\"\"}");
        awaitReceived();
        assertThat(media.attachment(message)).isEqualTo("failed:it is empty");
        assertThat(board.status(message)).isEqualTo("received");
    }

    @Test
    void anAttachmentThatIsUnsentWhileItIsFetchedLeavesNothingBehind() {
        long before = media.stored();
        long unused = unused();
        MessageId message = media.inbound(seat, "{\"bytes\":\"secret\",\"held\":true}");
        await().atMost(SOON).until(network::isHolding);
        board.run("delete from attachments where message_id = $1", Tuple.of(message.value()));
        network.release();
        await().atMost(SOON)
                .until(() ->
                        board.number("select count(*) from platform_jobs where message_id = $1", message.value()) == 0);
        assertThat(media.stored()).isEqualTo(before);
        assertThat(unused()).isLessThanOrEqualTo(unused);
    }

    @Test
    void whatIsPurgedLeavesTheStore() {
        MediaStore.Stored stored = stored("unsent");
        String key = stored.key().text();
        board.run("update media set purged_at = now() where media_key = $1", Tuple.of(key));
        await().atMost(SOON).until(() -> board.number("select count(*) from media where media_key = $1", key) == 0);
        assertThat(store.size(stored.key()).await().atMost(SOON)).isEmpty();
    }

    @Test
    void whatIsStoredAndNeverUsedIsToBePurged() {
        MediaStore.Stored stored = stored("of a process that died before it said what for");
        assertThat(board.number(
                        "select count(*) from media where media_key = $1"
                                + " and purged_at between now() + interval '50 minutes' and now() + interval '1 hour'",
                        stored.key().text()))
                .isOne();
    }

    @Test
    void whatIsUsedStays() {
        MessageId message = media.inbound(seat, "{\"bytes\":\"hello\"}");
        awaitReceived();
        assertThat(board.number(
                        "select count(*) from attachments a join media f using (media_key)"
                                + " where a.message_id = $1 and f.purged_at is null and f.byte_size = 5",
                        message.value()))
                .isOne();
    }

    @Test
    void theRowIsThereBeforeTheBytesAre() {
        long before = unused();
        MessageId message = media.outbound(seat, host.url("/slow.png"));
        await().atMost(SOON).until(() -> unused() > before);
        board.run("delete from platform_jobs where message_id = $1", Tuple.of(message.value()));
    }

    private MediaStore.Stored stored(String content) {
        return newMedia.store(Multi.createFrom().item(Buffer.buffer(content)), 100)
                .await()
                .atMost(SOON);
    }

    private long unused() {
        return board.number("select count(*) from media where purged_at > now() and byte_size = 0");
    }

    private void awaitReceived() {
        await().atMost(SOON).until(() -> board.events(seat.chat()).equals(List.of("message.received")));
    }

    private void awaitStatus(MessageId message, String status) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(board.status(message)).isEqualTo(status));
    }
}
