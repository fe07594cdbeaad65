package dev.parley.benchmarks.stage;

import dev.parley.standalone.control.SystemState;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.util.function.IntConsumer;

/** A customer's program with many connections to the REST API. */
public final class RestClient {
    private final HttpClient client;
    private final URI api;
    private final String key;

    public RestClient(Stage stage, int connections) {
        SystemState state = stage.state();
        this.client = stage.vertx().createHttpClient(new PoolOptions().setHttp1MaxSize(connections));
        this.api = URI.create(state.apiUrl());
        this.key = "Bearer " + state.apiKey();
    }

    /** {@code answered} gets the status, 0 when there was no answer; it runs on an event loop. */
    public void post(String path, String json, IntConsumer answered) {
        call(HttpMethod.POST, path, Buffer.buffer(json), answered);
    }

    public void get(String path, IntConsumer answered) {
        call(HttpMethod.GET, path, Buffer.buffer(), answered);
    }

    private void call(HttpMethod method, String path, Buffer body, IntConsumer answered) {
        client.request(method, api.getPort(), api.getHost(), path)
                .compose(request -> request.putHeader("Authorization", key)
                        .putHeader("Content-Type", "application/json")
                        .send(body))
                .compose(response -> response.end().map(_ -> response.statusCode()))
                .onComplete(status -> answered.accept(status.succeeded() ? status.result() : 0));
    }
}
