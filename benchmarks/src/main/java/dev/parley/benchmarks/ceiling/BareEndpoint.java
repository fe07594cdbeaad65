package dev.parley.benchmarks.ceiling;

import dev.parley.benchmarks.load.ClosedLoop;
import dev.parley.benchmarks.stage.BenchmarkStage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The least that can accept a send durably: a server that parses the body and commits one statement. */
public final class BareEndpoint {
    public static final String WHAT =
            "a bare Vert.x endpoint that parses the body and commits one statement (lane and message)";

    private static final int DATABASE_CONNECTIONS = 12;
    private static final int LANES = 2_000;
    private static final String ACCEPT = """
            with lane as (
                update bare_lanes set next_send = next_send + 1, due_at = coalesce(due_at, now())
                where chat_id = $1 returning next_send - 1 as send_number)
            insert into bare_sends (id, chat_id, profile_id, direction, status, send_number, body)
            select $2, $1, 1, 'outbound', 'pending', send_number, $3 from lane returning send_number""";

    private final BenchmarkStage stage;
    private final Pool pool;
    private final AtomicLong ids = new AtomicLong(System.currentTimeMillis() << 21);

    public BareEndpoint(BenchmarkStage stage) {
        this.stage = stage;
        this.pool = stage.pool(DATABASE_CONNECTIONS);
    }

    /** Accepted sends a second, with so many clients. */
    public double perSecond(int clients, long sends) {
        stage.sql().run("""
                drop table if exists bare_lanes, bare_sends;
                create table bare_lanes (like chat_lanes including all);
                create table bare_sends (like messages including all);
                insert into bare_lanes (chat_id, profile_id) select id, 1 from generate_series(0, 1999) id""");
        HttpServer server = open();
        HttpClient client = stage.vertx().createHttpClient(new PoolOptions().setHttp1MaxSize(clients));
        double rate = new ClosedLoop(clients)
                .run(
                        sends,
                        (number, done) -> client.request(
                                        HttpMethod.POST, server.actualPort(), "127.0.0.1", "/" + number % LANES)
                                .compose(request -> request.send(Buffer.buffer("{\"body\":\"bare/" + number + "\"}")))
                                .compose(HttpClientResponse::end)
                                .onComplete(_ -> done.run()));
        server.close();
        return rate;
    }

    private HttpServer open() {
        try {
            return stage.vertx()
                    .createHttpServer()
                    .requestHandler(this::accept)
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the bare endpoint could not be opened", e);
        }
    }

    private void accept(HttpServerRequest request) {
        request.bodyHandler(body -> pool.preparedQuery(ACCEPT)
                .execute(Tuple.of(
                        Long.parseLong(String.valueOf(request.path()).substring(1)),
                        ids.incrementAndGet(),
                        new JsonObject(body).getString("body")))
                .onComplete(done -> request.response()
                        .setStatusCode(done.succeeded() ? 202 : 500)
                        .end("{\"status\":\"pending\"}")));
    }
}
