package dev.parley.dispatch;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.dispatch.testing.Board;
import dev.parley.dispatch.testing.FileHost;
import dev.parley.dispatch.testing.MediaBoard;
import dev.parley.id.MessageId;
import dev.parley.testing.NameServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a customer's media URL may lead and what may lie there. Only this machine counts as outside here. */
@QuarkusTest
@QuarkusTestResource(NameServer.class)
class MediaUrlsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @RegisterExtension
    static final FileHost host = new FileHost();

    @Inject
    Board board;

    @Inject
    MediaBoard media;

    private Board.Seat seat;

    @BeforeEach
    void sit() {
        seat = board.chat(board.profile("loopback"), "loopback");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.1/a.png",
                "http://192.168.1.1/a.png",
                "http://169.254.169.254/latest/meta-data",
                "http://100.64.0.1/a.png",
                "http://0.0.0.0/a.png",
                "http://2130706433/a.png",
                "http://0x7f000001/a.png",
                "http://0177.0.0.1/a.png",
                "http://127.1/a.png",
                "http://[::ffff:10.0.0.1]/a.png",
                "http://[64:ff9b::a00:1]/a.png",
                "http://[2002:a00:1::]/a.png",
                "http://[fe80::1]/a.png",
                "http://[fd00::1]/a.png",
                "http://user:password@127.0.0.1/a.png",
                "ftp://127.0.0.1/a.png",
                "file:///etc/passwd"
            })
    void anAddressInsideIsNeverCalled(String url) {
        assertThat(failureOf(url)).startsWith("The media could not be fetched: the URL ");
    }

    @ParameterizedTest
    @CsvSource({
        "private.test, 10.0.0.1",
        "metadata.test, 169.254.169.254",
        "shared.test, 100.64.1.1",
        "nowhere.test, 0.0.0.0"
    })
    void aNameThatMeansAnAddressInsideIsNeverCalled(String name, String address) {
        NameServer.tell(name, address);
        assertThat(failureOf("http://" + name + "/a.png")).endsWith("the host has no public address");
    }

    @ParameterizedTest
    @CsvSource({
        "mapped.test, ::ffff:10.0.0.1",
        "nat64.test, 64:ff9b::a00:1",
        "sixtofour.test, 2002:a00:1::",
        "teredo.test, 2001:0:4136:e378::1",
        "local.test, fe80::1",
        "unique.test, fd12::1"
    })
    void norOneThatMeansItInIpv6(String name, String address) {
        NameServer.tellIpv6(name, address);
        assertThat(failureOf("http://" + name + "/a.png")).endsWith("the host has no public address");
    }

    @Test
    void theAddressThatWasCheckedIsTheOneThatIsCalled() {
        NameServer.tell("outside-first.test", "127.0.0.1", "10.0.0.1");
        MessageId sent = media.outbound(seat, "http://outside-first.test:" + host.port() + "/picture.png");
        await().atMost(SOON).until(() -> board.status(sent).equals("published"));

        int before = host.asked("/picture.png");
        NameServer.tell("inside-first.test", "10.0.0.1", "127.0.0.1");
        assertThat(failureOf("http://inside-first.test:" + host.port() + "/picture.png"))
                .endsWith("the host has no public address");
        assertThat(host.asked("/picture.png")).isEqualTo(before);
        assertThat(NameServer.asked("inside-first.test")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.1/a.png",
                "http://[::ffff:192.168.0.1]/",
                "http://3232235521/",
                "ftp://127.0.0.1/a",
                "//169.254.169.254/latest"
            })
    void aRedirectInsideIsNotFollowed(String target) {
        assertThat(failureOf(host.url("/to?" + target))).contains("redirected to a URL that ");
    }

    @Test
    void norARedirectToANameThatMeansInside() {
        NameServer.tell("hidden.test", "10.0.0.1");
        assertThat(failureOf(host.url("/to?http://hidden.test/a.png"))).endsWith("the host has no public address");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/empty.png   | it is empty",
                "/endless.png | it is larger than 1000000 bytes",
                "/bomb.png    | the server sent it compressed though nobody asked for that",
            })
    void whatCannotBeAPictureIsNotKept(String path, String reason) {
        long before = media.stored();
        assertThat(failureOf(host.url(path))).isEqualTo("The media could not be fetched: " + reason);
        assertThat(media.stored()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"/page.png, text/html", "/drawing.png, image/svg+xml"})
    void aPageUnderAPicturesNameIsAFile(String path, String contentType) {
        MessageId message = media.outbound(seat, host.url(path));
        await().atMost(SOON).until(() -> board.status(message).equals("published"));
        assertThat(board.text(
                        "select type || ':' || content_type from attachments where message_id = $1", message.value()))
                .isEqualTo("file:" + contentType);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/slow.png", "/cut.png"})
    void aStreamThatDoesNotEndInTimeIsTriedAgainAndLeavesNothing(String path) {
        long before = media.stored();
        MessageId message = media.outbound(seat, host.url(path));
        await().atMost(SOON)
                .until(() -> board.number(
                                "select coalesce(max(attempts), 0) from platform_jobs where message_id = $1",
                                message.value())
                        >= 2);
        board.run(
                "delete from platform_jobs where message_id = $1", io.vertx.mutiny.sqlclient.Tuple.of(message.value()));
        assertThat(board.status(message)).isEqualTo("pending");
        await().atMost(SOON).until(() -> media.stored() == before);
    }

    private String failureOf(String url) {
        MessageId message = media.outbound(seat, url);
        await().atMost(SOON).until(() -> board.status(message).equals("failed"));
        assertThat(board.text("select status from attachments where message_id = $1", message.value()))
                .isEqualTo("failed");
        return board.text("select error_message from messages where id = $1", message.value());
    }
}
