package dev.parley.benchmarks.ceiling;

import dev.parley.benchmarks.load.ClosedLoop;
import dev.parley.benchmarks.stage.Receiver;
import dev.parley.signature.SigningKey;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.time.Instant;

/** A bare client that signs the same bytes and posts them to the same receiver. */
public final class Posts {
    public static final String WHAT =
            "a bare Vert.x client that signs the same bytes and posts them to the same receiver";
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final HttpClient client;
    private final int connections;
    private final SigningKey key = new SigningKey(SECRET);

    public Posts(Vertx vertx, int connections) {
        this.connections = connections;
        this.client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(connections));
    }

    /** Posts a second. */
    public double perSecond(Receiver receiver, byte[] body, long posts) {
        return new ClosedLoop(connections).run(posts, (number, done) -> post(receiver, body, done));
    }

    private void post(Receiver receiver, byte[] body, Runnable done) {
        long now = Instant.now().getEpochSecond();
        client.request(HttpMethod.POST, receiver.port(), "127.0.0.1", "/bare")
                .compose(request -> request.putHeader("X-Postproxy-Signature", key.postproxy(now, body))
                        .putHeader("webhook-signature", key.standard("evt_0000000000001", now, body))
                        .send(Buffer.buffer(body)))
                .compose(HttpClientResponse::end)
                .onComplete(_ -> done.run());
    }
}
