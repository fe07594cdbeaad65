package dev.parley.dispatch;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.dispatch.testing.Board;
import dev.parley.dispatch.testing.LoopbackPlatform;
import dev.parley.dispatch.testing.MediaBoard;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AvatarsTest {
    private static final Duration SOON = Duration.ofSeconds(15);

    @Inject
    Board board;

    @Inject
    MediaBoard media;

    @Inject
    LoopbackPlatform network;

    private Board.Seat seat;

    @BeforeEach
    void sit() {
        seat = board.chat(board.profile("loopback"), "loopback");
    }

    @Test
    void aPictureIsMirrored() {
        network.shows(seat.participant(), "GIF89a one");
        lookUp();

        assertThat(avatar()).matches("http.*/media/[0-9a-f]{32}");
        assertThat(board.text("select content_type || byte_size from media where media_key = right($1, 32)", avatar()))
                .isEqualTo("image/gif10");
        assertThat(board.text(
                        "select participant_name from chats where id = $1",
                        seat.chat().value()))
                .isEqualTo("Mara");
    }

    @Test
    void theSamePictureKeepsItsUrlWhereverItLies() {
        network.shows(seat.participant(), "GIF89a one");
        lookUp();
        String first = avatar();
        long stored = media.stored();

        network.shows(seat.participant(), "GIF89a one", "elsewhere");
        lookUp();

        assertThat(avatar()).isEqualTo(first);
        assertThat(media.stored()).isEqualTo(stored);
    }

    @Test
    void aNewPictureGetsAnotherUrlAndTheOldOneLastsADay() {
        network.shows(seat.participant(), "GIF89a one");
        lookUp();
        String first = avatar();

        network.shows(seat.participant(), "GIF89a two");
        lookUp();

        assertThat(avatar()).isNotEqualTo(first).matches("http.*/media/[0-9a-f]{32}");
        assertThat(board.text(
                        "select purged_at > now() + interval '23 hours' from media where media_key = right($1, 32)",
                        first))
                .isEqualTo("true");
    }

    @Test
    void whatIsNoPictureIsNotShown() {
        network.shows(seat.participant(), "<html>not a face</html>");
        lookUp();

        assertThat(avatar()).isEmpty();
        assertThat(board.text(
                        "select participant_name from chats where id = $1",
                        seat.chat().value()))
                .isEqualTo("Mara");
    }

    /** As ingest and gateway ask for it; waits until the picture has been seen to as well. */
    private void lookUp() {
        board.run(
                """
                insert into platform_jobs (id, kind, priority, profile_id, chat_id)
                values ($1, 'look_up_participant', 2, $2, $3)""",
                Tuple.of(
                        board.seat(seat.profile()).chat().value(),
                        seat.profile().value(),
                        seat.chat().value()));
        await().atMost(SOON)
                .until(() -> board.number(
                                "select count(*) from platform_jobs where chat_id = $1",
                                seat.chat().value())
                        == 0);
    }

    private String avatar() {
        return board.text(
                "select participant_avatar_url from chats where id = $1",
                seat.chat().value());
    }
}
