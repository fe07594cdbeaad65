package dev.parley.platform.http;

import dev.parley.http.ForeignUrls;
import dev.parley.http.UrlCheck;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.mutiny.core.MultiMap;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.http.HttpClient;
import io.vertx.mutiny.core.http.HttpClientRequest;
import io.vertx.mutiny.core.http.HttpClientResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.NoRouteToHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Calls platforms. Never fails: a call ends as one of three {@link HttpAnswer}s.
 *
 * <pre>
 *   the operator's host? ──no──► look up ──► address public? ──no──► NeverMade
 *       │yes                                     │yes: connect to that address
 *   connection ──no──► NeverMade ◄───────────────┘
 *       │yes
 *   content to be written ──breaks off──► NeverMade (a request cut short is none)
 *       │whole
 *   write, wait for the whole answer ──no──► NoAnswer (the connection is closed)
 *       │yes
 *   Answered
 * </pre>
 *
 * <p>Made when the process starts: a client made within a request would belong to the HTTP server, and end with it when
 * the process is told to stop, while calls are under way.
 */
@Startup
@ApplicationScoped
public class PlatformHttp {
    private static final String UNREACHABLE = "the server could not be reached";
    private static final String NO_COMPLETE_ANSWER = "the server gave no complete answer";

    private final Vertx vertx;
    private final HttpClient client;
    /** Never unpacks: a small answer could become a huge one. */
    private final HttpClient strangers;

    private final ForeignUrls foreignUrls;
    private final int largestAnswer;

    public PlatformHttp(Vertx vertx, PlatformHttpConfig config, ForeignUrls foreignUrls) {
        this.vertx = vertx;
        this.foreignUrls = foreignUrls;
        this.largestAnswer = config.largestAnswer();
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setKeepAliveTimeout((int) config.keepAlive().toSeconds())
                .setDecompressionSupported(true)
                .setMaxWaitQueueSize(config.waitingCalls());
        PoolOptions pool = new PoolOptions().setHttp1MaxSize(config.connectionsPerHost());
        client = vertx.createHttpClient(options, pool);
        strangers = vertx.createHttpClient(
                new HttpClientOptions(options)
                        .setDecompressionSupported(false)
                        .setVerifyHost(true)
                        .setForceSni(true)
                        .setSslHandshakeTimeout(config.connectTimeout().toSeconds()),
                pool);
    }

    /** Whether a URL may be called, as far as can be told without looking its name up. */
    public boolean mayCall(PlatformCall call) {
        return call.isOperators() || foreignUrls.check(call.url()) instanceof UrlCheck.Allowed;
    }

    /** One call; ends within the deadline. */
    public Uni<HttpAnswer> call(PlatformCall call, Duration deadline) {
        AtomicBoolean connected = new AtomicBoolean();
        long begun = System.nanoTime();
        return connectWhenAsked(call, deadline)
                .invoke(request -> checkInTime(request, begun, deadline))
                .onItem()
                .invoke(() -> connected.set(true))
                .flatMap(request -> exchange(request, call.body()))
                .ifNoItem()
                .after(deadline)
                .fail()
                .onFailure()
                .recoverWithItem(failure -> failed(call, connected.get(), failure));
    }

    /**
     * Like {@link #call}, but hands the body over as a stream; for files. Fails where {@link #call} would not. The
     * deadline is also that of the body.
     */
    public Uni<Opened> open(PlatformCall call, Duration within) {
        Deadline deadline = Deadline.in(within);
        return connectWhenAsked(call, within)
                .flatMap(request -> write(request, call.body()).map(response -> opened(request, response, deadline)))
                .ifNoItem()
                .after(within)
                .fail();
    }

    /** An answer whose body is still to be read; whoever gets it must read or cancel it. */
    public record Opened(int status, MultiMap headers, Multi<Buffer> body) {}

    /** A body that is not read to its end takes its connection with it. */
    private Opened opened(HttpClientRequest request, HttpClientResponse response, Deadline deadline) {
        long timer = vertx.setTimer(deadline.left().toMillis(), late -> request.reset());
        Multi<Buffer> body = response.toMulti().onCancellation().invoke(() -> {
            // Nobody listens any more, least of all to being told that it broke off.
            response.getDelegate().exceptionHandler(broken -> {});
            request.reset();
        });
        return new Opened(
                response.statusCode(), response.headers(), body.onTermination().invoke(() -> vertx.cancelTimer(timer)));
    }

    /** A URL or a header that cannot be written fails like a server that cannot be reached. */
    private Uni<HttpClientRequest> connectWhenAsked(PlatformCall call, Duration deadline) {
        return Uni.createFrom().deferred(() -> connect(call, deadline));
    }

    private Uni<HttpClientRequest> connect(PlatformCall call, Duration deadline) {
        return call.isOperators()
                ? client.request(options(new RequestOptions().setAbsoluteURI(call.url()), call, deadline))
                : foreignUrls
                        .route(call.url())
                        .flatMap(found -> found.map(route -> connect(route, call, deadline))
                                .orElseGet(() -> Uni.createFrom().failure(new NoRouteToHostException())));
    }

    private Uni<HttpClientRequest> connect(ForeignUrls.Route route, PlatformCall call, Duration deadline) {
        return strangers
                .request(options(route.target().at(route.address()), call, deadline))
                .onFailure()
                .invoke(() -> foreignUrls.avoid(route));
    }

    private static RequestOptions options(RequestOptions options, PlatformCall call, Duration deadline) {
        call.headers().forEach(options::putHeader);
        return options.setMethod(HttpMethod.valueOf(call.method())).setTimeout(deadline.toMillis());
    }

    /** A process that stood still may have lost its right to this call meanwhile: nothing is written any more. */
    private static void checkInTime(HttpClientRequest request, long begunNanos, Duration deadline) {
        if (System.nanoTime() - begunNanos >= deadline.toNanos()) {
            request.reset();
            throw new IllegalStateException("the deadline is over");
        }
    }

    private Uni<HttpAnswer> exchange(HttpClientRequest request, CallBody body) {
        return body instanceof CallBody.Streamed streamed
                ? exchangeStreamed(request, streamed)
                : exchangeWritten(request, body);
    }

    /** Content that breaks off leaves the request short of the length it announced, so nobody acts on it. */
    private Uni<HttpAnswer> exchangeStreamed(HttpClientRequest request, CallBody.Streamed body) {
        CompletableFuture<HttpAnswer> brokenOff = new CompletableFuture<>();
        CallBody watched = new CallBody.Streamed(
                body.contentType(),
                body.length(),
                body.bytes()
                        .onFailure()
                        .invoke(failure -> brokenOff.complete(
                                new HttpAnswer.NeverMade(failure.getClass().getSimpleName()))));
        return Uni.combine()
                .any()
                .of(exchangeWritten(request, watched), Uni.createFrom().completionStage(brokenOff));
    }

    private Uni<HttpAnswer> exchangeWritten(HttpClientRequest request, CallBody body) {
        return write(request, body)
                .flatMap(response -> whole(response)
                        .<HttpAnswer>map(
                                bytes -> new HttpAnswer.Answered(response.statusCode(), response.headers(), bytes)))
                .onFailure()
                .invoke(() -> request.reset())
                .onCancellation()
                .invoke(() -> request.reset());
    }

    private static Uni<HttpClientResponse> write(HttpClientRequest request, CallBody body) {
        return switch (body) {
            case CallBody.None none -> request.send();
            case CallBody.Whole whole -> {
                request.putHeader("Content-Type", whole.contentType());
                yield request.send(whole.bytes());
            }
            case CallBody.Streamed streamed -> {
                request.putHeader("Content-Type", streamed.contentType());
                request.putHeader("Content-Length", Long.toString(streamed.length()));
                yield request.send(streamed.bytes());
            }
        };
    }

    private Uni<Buffer> whole(HttpClientResponse response) {
        return response.toMulti().collect().in(Buffer::buffer, (all, piece) -> {
            if (all.length() + piece.length() > largestAnswer) {
                throw new IllegalStateException("the answer is too large");
            }
            all.appendBuffer(piece);
        });
    }

    /** A stranger learns nothing about a port but whether it answered. */
    private static HttpAnswer failed(PlatformCall call, boolean connected, Throwable failure) {
        if (!call.isOperators()) {
            return connected ? new HttpAnswer.NoAnswer(NO_COMPLETE_ANSWER) : new HttpAnswer.NeverMade(UNREACHABLE);
        }
        String reason = failure.getClass().getSimpleName();
        return connected ? new HttpAnswer.NoAnswer(reason) : new HttpAnswer.NeverMade(reason);
    }
}
