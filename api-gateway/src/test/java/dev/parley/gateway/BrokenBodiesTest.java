package dev.parley.gateway;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Api;
import dev.parley.gateway.testing.Tenancy;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bodies that do not end, or not as they should: each is answered, and no file of theirs stays open or lies about. */
@QuarkusTest
class BrokenBodiesTest {
    private static final String PARTS = "multipart/form-data; boundary=B";
    private static final String FILE =
            "--B\r\nContent-Disposition: form-data; name=\"media[]\"; filename=\"a.txt\"\r\n\r\n";
    private static final String UNREADABLE =
            "{\"status\":400,\"error\":\"Bad Request\",\"message\":\"Error occurred while parsing request parameters\"}";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int MANY = 40;

    private final Tenancy tenancy = Tenancy.fresh();
    private final String messages = "/api/chats/" + tenancy.liveChat("bluesky") + "/messages";

    @AfterEach
    void nothingIsLeft() {
        await().atMost(SOON).untilAsserted(() -> assertThat(openUploads()).isEmpty());
        await().atMost(SOON).untilAsserted(() -> assertThat(storedUploads()).isEmpty());
    }

    @Test
    void aBodyWithoutItsClosingBoundaryIsUnreadable() {
        for (int i = 0; i < MANY; i++) {
            Answer cut = parts(FILE + "half a file");
            assertThat(cut.status()).isEqualTo(400);
            assertThat(cut.text()).isEqualTo(UNREADABLE);
        }
        for (String cut : List.of(
                "--B\r\nContent-Disposition: form-data; name=\"body\"\r\n\r\nhalf",
                "--B\r\nContent-Disposition: form-data; name=\"body\"\r\n\r\nwhole\r\n",
                FILE + "whole\r\n--B\r\n",
                FILE + "whole\r\n" + FILE + "half",
                FILE,
                "--B",
                "")) {
            assertThat(parts(cut).status()).as(cut).isEqualTo(400);
        }
    }

    @Test
    void oddPartsAreNoFault() {
        String end = "\r\n--B--\r\n";
        for (String odd : List.of(
                FILE.replace("--B", "--C") + "x\r\n--C--\r\n",
                "--B\r\nContent-Disposition: form-data\r\n\r\nx" + end,
                "--B\r\nContent-Disposition: form-data; filename=\"a\"\r\n\r\nx" + end,
                "--B\r\nContent-Disposition: \r\n\r\nx" + end,
                "--B\r\n\r\nx" + end,
                "--B\r\nContent-Disposition: form-data; name=\"a\"\r\nX-Long: " + "x".repeat(1_000_000) + "\r\n\r\nx"
                        + end,
                "--B\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Type: multipart/mixed; boundary=C\r\n\r\n"
                        + "--C\r\nContent-Disposition: attachment; filename=\"b\"\r\n\r\nx\r\n--C--" + end,
                "--B\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Type: multipart/mixed; boundary=C\r\n\r\n"
                        + "--C\r\nContent-Disposition: attachment; filename=\"b\"\r\n\r\nx" + end,
                "--B\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Type: text/plain; charset=nonsense\r\n\r\nx"
                        + end,
                "--B\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Length: -1\r\n\r\nx" + end,
                "--B\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: nonsense\r\n\r\nx"
                        + end,
                (FILE + "\r\n").repeat(10_000) + "--B--\r\n")) {
            Answer answer = parts(odd);
            String request = odd.substring(0, Math.min(150, odd.length()));
            assertThat(answer.status()).as(request).isBetween(400, 499);
            assertThat(answer.error()).as(request).isNotBlank();
        }
    }

    @Test
    void whatFollowsTheClosingBoundaryIsIgnored() {
        Answer whole = parts(
                "preamble\r\n--B\r\nContent-Disposition: form-data; name=\"body\"\r\n\r\nhi\r\n--B--\r\nepilogue");
        assertThat(whole.status()).isEqualTo(202);
        Answer quoted = tenancy.api()
                .raw(
                        "POST",
                        messages,
                        "multipart/form-data; charset=utf-8; boundary=\"B b\"",
                        "--B b\r\nContent-Disposition: form-data; name=\"body\"\r\n\r\nhi\r\n--B b--");
        assertThat(quoted.status()).isEqualTo(202);
    }

    @Test
    void aClientThatIsGoneLeavesNothing() throws IOException {
        for (int i = 0; i < MANY; i++) {
            try (Socket client = begins(PARTS, 10_000)) {
                send(client, FILE + "half a file");
            }
        }
        try (Socket client = begins(PARTS, 10_000)) {
            send(client, FILE + "half a file");
            await().atMost(SOON).until(() -> !openUploads().isEmpty());
        }
    }

    @Test
    void aBodyThatStopsComingIsGivenUp() throws IOException {
        for (String type : List.of(PARTS, "application/json", "application/x-www-form-urlencoded")) {
            try (Socket client = begins(type, 10_000)) {
                send(client, type.equals(PARTS) ? FILE + "half a file" : "{");
                BufferedReader answer = reader(client);
                assertThat(answer.readLine()).as(type).startsWith("HTTP/1.1 408 ");
                assertThat(answer.lines().reduce("", (before, line) -> line))
                        .isEqualTo("{\"error\":\"Request timeout\"}");
            }
        }
    }

    @Test
    void aContentTypeWithoutABoundaryIsUnreadable() {
        for (String boundary :
                List.of("", "; boundary", "; boundary=", "; boundary=\"\"", "; boundary=; charset=utf-8")) {
            Answer answer =
                    tenancy.api().raw("POST", messages, "multipart/form-data" + boundary, "--\r\n\r\nx\r\n----");
            assertThat(answer.status()).as(boundary).isEqualTo(400);
            assertThat(answer.text()).as(boundary).isEqualTo(UNREADABLE);
        }
    }

    @Test
    void aBodyBeyondMeasureIsTooLargeAlsoWhereNoneIsRead() throws IOException {
        for (String length : List.of("99999999999", "9999999999999999999")) {
            try (Socket client = begins("GET", "application/json", length)) {
                BufferedReader answer = reader(client);
                assertThat(answer.readLine()).as(length).matches("HTTP/1.1 4\\d\\d .*");
                assertThat(answer.lines().reduce("", (before, line) -> line))
                        .as(length)
                        .startsWith("{\"");
            }
        }
    }

    private Answer parts(String body) {
        return tenancy.api().raw("POST", messages, PARTS, body);
    }

    private Socket begins(String type, int length) throws IOException {
        return begins("POST", type, Integer.toString(length));
    }

    private Socket begins(String method, String type, String length) throws IOException {
        URI base = URI.create(Api.base());
        Socket socket = new Socket(base.getHost(), base.getPort());
        socket.setSoTimeout((int) SOON.toMillis());
        send(
                socket,
                method + " " + messages + " HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\nAuthorization: Bearer "
                        + tenancy.api().key() + "\r\nContent-Type: " + type + "\r\nContent-Length: " + length
                        + "\r\n\r\n");
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The gateway runs in this process. */
    private static List<String> openUploads() {
        try (Stream<Path> handles = Files.list(Path.of("/proc/self/fd"))) {
            return handles.map(BrokenBodiesTest::target)
                    .filter(target -> target.contains("parley-uploads-"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path handle) {
        try {
            return Files.readSymbolicLink(handle).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    /** Folders of this process alone are filled while it runs. */
    private static List<Path> storedUploads() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith("parley-uploads-"))
                    .filter(BrokenBodiesTest::isOfThisRun)
                    .flatMap(BrokenBodiesTest::files)
                    .toList();
        }
    }

    private static boolean isOfThisRun(Path folder) {
        try {
            return Files.getLastModifiedTime(folder).toMillis() > STARTED;
        } catch (IOException removed) {
            return false;
        }
    }

    private static final long STARTED =
            ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli();

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        } catch (IOException removed) {
            return Stream.empty();
        }
    }
}
