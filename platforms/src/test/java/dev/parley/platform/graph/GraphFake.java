package dev.parley.platform.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.json.Json;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Graph API that answers what it was told to, and remembers what it was asked. */
public final class GraphFake implements AutoCloseable {
    private final Vertx vertx;
    private final HttpServer server;
    private final Map<String, Deque<Answer>> answers = new HashMap<>();
    private final List<Call> calls = new ArrayList<>();

    /** What was asked; the body is read as text. */
    public record Call(String method, String path, MultiMap query, MultiMap headers, String body) {
        public JsonNode json() {
            return Json.read(body);
        }
    }

    private record Answer(int status, String body, Map<String, String> headers) {
        static final Answer NONE = new Answer(0, "", Map.of());
    }

    public GraphFake(Vertx vertx) throws Exception {
        this.vertx = vertx;
        server = vertx.createHttpServer()
                .requestHandler(this::take)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    public String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** The next call of this kind is answered so; further answers queue up, the last one stays. */
    public GraphFake on(String methodAndPath, int status, String body) {
        return on(methodAndPath, status, body, Map.of());
    }

    public synchronized GraphFake on(String methodAndPath, int status, String body, Map<String, String> headers) {
        answers.computeIfAbsent(methodAndPath, any -> new ArrayDeque<>()).add(new Answer(status, body, headers));
        return this;
    }

    /** The next call of this kind gets its connection closed, after its body was read. */
    public synchronized GraphFake dropOn(String methodAndPath) {
        answers.computeIfAbsent(methodAndPath, any -> new ArrayDeque<>()).add(Answer.NONE);
        return this;
    }

    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    public synchronized List<Call> calls(String methodAndPath) {
        return calls.stream()
                .filter(call -> (call.method() + " " + call.path()).equals(methodAndPath))
                .toList();
    }

    @Override
    public void close() throws Exception {
        server.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private void take(HttpServerRequest request) {
        request.body().onSuccess(body -> answer(request, body));
    }

    private void answer(HttpServerRequest request, Buffer body) {
        Answer answer = note(request, body);
        if (answer == Answer.NONE) {
            request.connection().close();
            return;
        }
        answer.headers().forEach(request.response()::putHeader);
        vertx.runOnContext(
                next -> request.response().setStatusCode(answer.status()).end(answer.body()));
    }

    private synchronized Answer note(HttpServerRequest request, Buffer body) {
        MultiMap query = MultiMap.caseInsensitiveMultiMap().addAll(request.params());
        calls.add(new Call(
                request.method().name(),
                request.path(),
                query,
                MultiMap.caseInsensitiveMultiMap().addAll(request.headers()),
                body.toString()));
        Deque<Answer> queued = answers.get(request.method().name() + " " + request.path());
        if (queued == null) {
            return new Answer(
                    400,
                    "{\"error\":{\"message\":\"Unsupported request\",\"code\":100,\"error_subcode\":33}}",
                    Map.of());
        }
        return queued.size() > 1 ? queued.removeFirst() : queued.getFirst();
    }
}
