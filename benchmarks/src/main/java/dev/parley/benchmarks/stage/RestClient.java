package dev.parley.benchmarks.stage;

import dev.parley.standalone.control.SystemState;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.net.URI;

/** A customer's program with many connections to the REST API. */
public final class RestClient {
    private final WebClient client;
    private final URI api;
    private final String key;

    public RestClient(BenchmarkStage stage, int connections) {
        SystemState state = stage.state();
        this.client = WebClient.wrap(stage.vertx().createHttpClient(new PoolOptions().setHttp1MaxSize(connections)));
        this.api = URI.create(state.apiUrl());
        this.key = "Bearer " + state.apiKey();
    }

    /** The status of the answer; completes on an event loop. */
    public Future<Integer> post(String path, String json) {
        return call(HttpMethod.POST, path, Buffer.buffer(json));
    }

    public Future<Integer> get(String path) {
        return call(HttpMethod.GET, path, Buffer.buffer());
    }

    private Future<Integer> call(HttpMethod method, String path, Buffer body) {
        return client.request(method, api.getPort(), api.getHost(), path)
                .putHeader("Authorization", key)
                .putHeader("Content-Type", "application/json")
                .sendBuffer(body)
                .map(HttpResponse::statusCode);
    }
}
