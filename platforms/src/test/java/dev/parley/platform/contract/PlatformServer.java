package dev.parley.platform.contract;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** A small real HTTP server in a platform's place: it keeps every call and answers what it is told to. */
public final class PlatformServer implements AutoCloseable {
    private static final int DEADLINE_SECONDS = 10;

    private final Vertx vertx = Vertx.vertx();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile Function<Call, Reply> answers;

    /** A call as it arrived; header names in lower case. */
    public record Call(String method, String path, String uri, Map<String, String> headers, String body) {}

    /** What the server does with a call. */
    public sealed interface Reply {
        record Answer(int status, Map<String, String> headers, String body) implements Reply {}

        /** Reads the call and never answers. */
        record Silence() implements Reply {}

        /** Reads the call and closes the connection. */
        record HangUp() implements Reply {}

        static Reply json(int status, String body) {
            return new Answer(status, Map.of("Content-Type", "application/json"), body);
        }
    }

    public PlatformServer(Function<Call, Reply> answers) {
        this.answers = answers;
        server = vertx.createHttpServer();
        server.requestHandler(request -> request.body().onSuccess(body -> handle(request, body.toString())));
        await(server.listen(0, "127.0.0.1").toCompletionStage());
    }

    public void answer(Function<Call, Reply> with) {
        answers = with;
    }

    public String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** All calls so far, in the order in which they were read. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** From now on connections are refused. */
    public void stopListening() {
        await(server.close().toCompletionStage());
    }

    @Override
    public void close() {
        await(vertx.close().toCompletionStage());
    }

    private void handle(HttpServerRequest request, String body) {
        Map<String, String> headers = new TreeMap<>();
        request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        Call call = new Call(request.method().name(), request.path(), request.absoluteURI(), headers, body);
        calls.add(call);
        switch (answers.apply(call)) {
            case Reply.Answer answer -> {
                HttpServerResponse response = request.response().setStatusCode(answer.status());
                answer.headers().forEach(response::putHeader);
                response.end(answer.body());
            }
            case Reply.Silence silence -> {}
            case Reply.HangUp hangUp -> request.connection().close();
        }
    }

    private static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
