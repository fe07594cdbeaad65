package dev.parley.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuardedHttpTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);
    /** Long enough for a head to come on a busy machine, which a body that never ends outlasts all the same. */
    private static final Duration LONGER = Duration.ofSeconds(3);

    private static Vertx vertx;

    private final List<HttpServerRequest> requests = new CopyOnWriteArrayList<>();
    private final Set<Integer> clientPorts = ConcurrentHashMap.newKeySet();
    private GuardedHttp http;
    private HostAddresses addresses;
    private int port;

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stopVertx() {
        await(vertx.close());
    }

    @BeforeEach
    void start() {
        use(Settings.TRYING_OUT);
        port = await(vertx.createHttpServer().requestHandler(this::serve).listen(0, "127.0.0.1"))
                .actualPort();
    }

    @AfterEach
    void stop() {
        http.close();
        addresses.close();
    }

    @Test
    void aNameIsKeptForTheHostHeaderWhileItsAddressIsCalled() {
        assertThat(statusOf(post("localhost", "/ok"))).isEqualTo(200);
        assertThat(requests.getFirst().getHeader("Host")).isEqualTo("localhost:" + port);
    }

    @Test
    void connectionsAreKeptAlive() {
        for (int i = 0; i < 5; i++) {
            statusOf(post("127.0.0.1", "/ok"));
        }
        assertThat(clientPorts).hasSize(1);
    }

    @Test
    void aNameThatMeansThisMachineIsRefusedBeforeAnythingIsSent() {
        use(Settings.STRICT);

        assertThat(post("localhost", "/ok")).isInstanceOf(GuardedAnswer.NotAllowed.class);
        assertThat(requests).isEmpty();
    }

    @Test
    void anUnknownNameIsNoAnswer() {
        assertThat(post("no-such-host.invalid", "/ok")).isInstanceOf(GuardedAnswer.NoAnswer.class);
    }

    @Test
    void aReceiverThatHangsIsLeftAtTheDeadline() {
        assertThat(call("127.0.0.1", "/hang", SHORT, 0)).isEqualTo(new GuardedAnswer.NoAnswer("no answer in time"));
    }

    @Test
    void aReceiverThatResetsIsNoAnswer() {
        assertThat(post("127.0.0.1", "/reset")).isEqualTo(new GuardedAnswer.NoAnswer("connection closed"));
    }

    @Test
    void aBodyThatTricklesEndsAtTheDeadline() {
        GuardedAnswer.Opened opened = (GuardedAnswer.Opened) call("127.0.0.1", "/trickle", LONGER, 0);

        assertThat(opened.status()).isEqualTo(200);
        opened.body().drain(65_536).await().atMost(LIMIT);
        assertThatThrownBy(() -> ((GuardedAnswer.Opened) call("127.0.0.1", "/trickle", LONGER, 0))
                        .body().stream(65_536).collect().last().await().atMost(LIMIT))
                .isNotInstanceOf(io.smallrye.mutiny.TimeoutException.class);
    }

    @Test
    void aHugeBodyIsCutOff() {
        GuardedAnswer.Opened opened = (GuardedAnswer.Opened) post("127.0.0.1", "/huge");
        opened.body().drain(65_536).await().atMost(LIMIT);

        GuardedAnswer.Opened again = (GuardedAnswer.Opened) post("127.0.0.1", "/huge");
        assertThatThrownBy(() ->
                        again.body().stream(65_536).collect().last().await().atMost(LIMIT))
                .isInstanceOf(GuardedBody.BodyTooLargeException.class);
    }

    @Test
    void aBodyIsStreamed() {
        GuardedAnswer.Opened opened = (GuardedAnswer.Opened) post("127.0.0.1", "/ok");

        Buffer body = opened.body().stream(65_536)
                .collect()
                .in(Buffer::buffer, Buffer::appendBuffer)
                .await()
                .atMost(LIMIT);

        assertThat(body.toString()).isEqualTo("fine");
    }

    @Test
    void redirectsAreFollowedOnlyAsFarAsAllowed() {
        assertThat(statusOf(call("127.0.0.1", "/redirect", LIMIT, 0))).isEqualTo(302);
        assertThat(statusOf(call("127.0.0.1", "/redirect", LIMIT, 2))).isEqualTo(200);
        assertThat(statusOf(call("127.0.0.1", "/loop", LIMIT, 3))).isEqualTo(302);
    }

    @Test
    void aRedirectIntoOurOwnNetworkIsRefused() {
        assertThat(call("127.0.0.1", "/redirect-inside", LIMIT, 3)).isInstanceOf(GuardedAnswer.NotAllowed.class);
        assertThat(call("127.0.0.1", "/redirect-elsewhere", LIMIT, 3)).isInstanceOf(GuardedAnswer.NotAllowed.class);
    }

    private void serve(HttpServerRequest request) {
        requests.add(request);
        clientPorts.add(request.remoteAddress().port());
        switch (request.path()) {
            case "/hang" -> {}
            case "/reset" -> request.connection().close();
            case "/trickle" -> trickle(request);
            case "/huge" -> request.response().end(Buffer.buffer(new byte[4_000_000]));
            case "/redirect" -> redirect(request, "/ok");
            case "/loop" -> redirect(request, "/loop");
            case "/redirect-inside" -> redirect(request, "http://169.254.169.254/latest/meta-data");
            case "/redirect-elsewhere" -> redirect(request, "ftp://127.0.0.1/");
            default -> request.response().end("fine");
        }
    }

    private static void redirect(HttpServerRequest request, String location) {
        request.response().setStatusCode(302).putHeader("Location", location).end();
    }

    private static void trickle(HttpServerRequest request) {
        request.response().setChunked(true).write("x");
        long timer = vertx.setPeriodic(20, fired -> request.response().write("x"));
        request.connection().closeHandler(closed -> vertx.cancelTimer(timer));
    }

    private GuardedAnswer post(String host, String path) {
        return call(host, path, LIMIT, 0);
    }

    private GuardedAnswer call(String host, String path, Duration deadline, int redirects) {
        Target target = new Target(false, host, port, path);
        GuardedCall call = new GuardedCall(
                HttpMethod.POST, target, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer("{}"), deadline, redirects);
        return http.call(call).await().atMost(LIMIT);
    }

    private static int statusOf(GuardedAnswer answer) {
        GuardedAnswer.Opened opened = (GuardedAnswer.Opened) answer;
        opened.body().drain(65_536).await().atMost(LIMIT);
        return opened.status();
    }

    private void use(Settings settings) {
        CustomerUrls urls = new CustomerUrls(settings);
        addresses = new HostAddresses(settings, vertx);
        http = new GuardedHttp(vertx, settings, addresses, urls);
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
