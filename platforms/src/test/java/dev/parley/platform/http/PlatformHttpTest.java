package dev.parley.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.platform.address.SecureServer;
import dev.parley.platform.contract.GuardedPlatformHttp;
import dev.parley.testing.NameServer;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stranger's server is reached by its name and within bounds; the same bounds hold for the operator's hosts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlatformHttpTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    /** Long enough for TLS on a busy machine, which what never ends outlasts all the same. */
    private static final Duration SHORT = Duration.ofSeconds(3);

    private static final int LARGEST = 100_000;

    private final NameServer names = new NameServer();
    private final List<String> hosts = new CopyOnWriteArrayList<>();
    private final Set<Integer> clientPorts = ConcurrentHashMap.newKeySet();
    private final AtomicInteger open = new AtomicInteger();
    private SecureServer server;
    private GuardedPlatformHttp http;
    private String plainUrl;

    @BeforeAll
    void start() throws Exception {
        server = new SecureServer("pds.test", "127.0.0.2", this::serve);
        Map<String, String> settings = new HashMap<>(names.start());
        settings.put("parley.http.allowed-networks", "127.0.0.2/32");
        settings.put("parley.platform-http.largest-answer", Integer.toString(LARGEST));
        NameServer.tell("pds.test", "127.0.0.2");
        NameServer.tell("other.test", "127.0.0.2");
        http = new GuardedPlatformHttp(settings);
        plainUrl = "http://127.0.0.1:"
                + server.vertx()
                        .createHttpServer()
                        .requestHandler(this::serve)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS)
                        .actualPort();
    }

    @AfterAll
    void stop() throws Exception {
        http.close();
        server.close();
        names.stop();
    }

    @BeforeEach
    void forget() {
        hosts.clear();
        clientPorts.clear();
    }

    @Test
    void aHeaderThatCannotBeWrittenIsACallNeverMade() {
        PlatformCall call = to("/fine", true).withBearer("\u0001\u001B[31m");

        assertThat(call(call)).isInstanceOf(HttpAnswer.NeverMade.class);
    }

    @Test
    void aStrangersServerIsCalledByItsNameAndItsConnectionsAreKept() {
        for (int i = 0; i < 20; i++) {
            HttpAnswer.Answered answered = (HttpAnswer.Answered) call("/fine", false);
            assertThat(answered.body().toString()).isEqualTo("fine");
        }
        assertThat(hosts).containsOnly("pds.test:" + server.port());
        assertThat(clientPorts).hasSizeLessThan(10);
    }

    @Test
    void aCertificateOfAnotherNameIsNoConnection() {
        assertThat(call(PlatformCall.get("https://other.test:" + server.port() + "/fine")))
                .isInstanceOf(HttpAnswer.NeverMade.class);
        assertThat(hosts).isEmpty();
    }

    @Test
    void aConfiguredHostIsAllowedWithItsPortOnly() {
        try (Listener configured = new Listener();
                Listener other = new Listener()) {
            String base = "http://127.0.0.1:" + configured.port();
            for (String url : List.of(
                    "http://127.0.0.1:" + other.port() + "/",
                    "https://127.0.0.1:" + configured.port() + "/",
                    base + "@127.0.0.1:" + other.port() + "/",
                    base + "\\@127.0.0.1:" + other.port() + "/",
                    base + "0/",
                    "http://localhost:" + configured.port() + "/")) {
                assertThat(call(PlatformCall.get(url).allowing(base))).isInstanceOf(HttpAnswer.NeverMade.class);
            }
            assertThat(configured.connections() + other.connections()).isZero();
            assertThat(call(PlatformCall.get(base + "/a").allowing(base + "/b")))
                    .isInstanceOf(HttpAnswer.NoAnswer.class);
            await().until(() -> configured.connections() == 1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatDripsEndsAtTheDeadlineAndTakesItsConnectionWithIt(boolean operators) {
        assertThat(http.client().call(to("/drip", operators), SHORT).await().atMost(LIMIT))
                .isInstanceOf(HttpAnswer.NoAnswer.class);
        await().until(() -> open.get() == 0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anEndlessBodyIsCutOffAndTakesItsConnectionWithIt(boolean operators) {
        assertThat(call("/endless", operators)).isInstanceOf(HttpAnswer.NoAnswer.class);
        await().until(() -> open.get() == 0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void headersOfAMegabyteAreNoAnswer(boolean operators) {
        assertThat(call("/headers", operators)).isInstanceOf(HttpAnswer.NoAnswer.class);
    }

    @Test
    void whatIsPackedIsUnpackedUpToTheBoundForTheOperatorsHostAndNotAtAllForAStranger() {
        assertThat(call("/bomb", true)).isInstanceOf(HttpAnswer.NoAnswer.class);
        assertThat(((HttpAnswer.Answered) call("/bomb", false)).body().length()).isLessThan(LARGEST);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFileThatDripsBreaksOffAtTheDeadline(boolean operators) {
        PlatformHttp.Opened opened =
                http.client().open(to("/drip", operators), SHORT).await().atMost(LIMIT);
        assertThatThrownBy(() -> opened.body().collect().last().await().atMost(LIMIT))
                .isNotInstanceOf(TimeoutException.class);
        await().until(() -> open.get() == 0);
    }

    private HttpAnswer call(String path, boolean operators) {
        return call(to(path, operators));
    }

    private HttpAnswer call(PlatformCall call) {
        return http.client().call(call, LIMIT).await().atMost(LIMIT);
    }

    private PlatformCall to(String path, boolean operators) {
        String base = "https://pds.test:" + server.port();
        PlatformCall call = PlatformCall.get((operators ? plainUrl : base) + path);
        return operators ? call.allowing(plainUrl) : call;
    }

    private void serve(HttpServerRequest request) {
        hosts.add(request.authority().toString());
        clientPorts.add(request.remoteAddress().port());
        HttpServerResponse response = request.response();
        switch (request.path()) {
            case "/drip" -> repeat(response, 20, Buffer.buffer("x"));
            case "/endless" -> repeat(response, 1, Buffer.buffer(new byte[10_000]));
            case "/headers" ->
                response.putHeader("X-Long", "x".repeat(1_000_000)).end();
            case "/bomb" -> response.putHeader("Content-Encoding", "gzip").end(packed(50_000_000));
            default -> response.end("fine");
        }
    }

    private void repeat(HttpServerResponse response, long everyMillis, Buffer piece) {
        Vertx vertx = server.vertx();
        open.incrementAndGet();
        response.setChunked(true).write(piece);
        long timer = vertx.setPeriodic(everyMillis, fired -> response.write(piece));
        response.closeHandler(closed -> {
            vertx.cancelTimer(timer);
            open.decrementAndGet();
        });
    }

    private static Buffer packed(int zeros) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(new byte[zeros]);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return Buffer.buffer(bytes.toByteArray());
    }
}
