package dev.parley.benchmarks.ceiling;

import dev.parley.benchmarks.load.ClosedLoop;
import dev.parley.benchmarks.stage.BenchmarkStage;
import dev.parley.benchmarks.stage.TelegramCrowd;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;

/** A bare client that makes the same calls to the same simulated platform, and remembers nothing. */
public final class PlatformCalls {
    public static final String WHAT =
            "a bare Vert.x client making the same calls to the same simulated platform, 512 at a time";
    private static final int AT_ONCE = 512;

    private PlatformCalls() {}

    /** Calls a second. */
    public static double perSecond(BenchmarkStage stage, TelegramCrowd crowd, long calls) {
        URI sandbox = URI.create(String.valueOf(stage.state().sandboxUrl()));
        HttpClient client = stage.vertx().createHttpClient(new PoolOptions().setHttp1MaxSize(AT_ONCE));
        double rate = new ClosedLoop(AT_ONCE)
                .run(
                        calls,
                        (number, done) -> client.request(
                                        HttpMethod.POST,
                                        sandbox.getPort(),
                                        sandbox.getHost(),
                                        crowd.sendPath(crowd.seat(number)))
                                .compose(request -> request.putHeader("Content-Type", "application/json")
                                        .send(send(crowd, number)))
                                .compose(HttpClientResponse::end)
                                .onComplete(_ -> done.run()));
        client.close();
        return rate;
    }

    private static Buffer send(TelegramCrowd crowd, long number) {
        return new JsonObject()
                .put("chat_id", Long.parseLong(crowd.seat(number).person()))
                .put("text", "bare/" + number)
                .toBuffer();
    }
}
